package strings

import (
	"iter"
	"unicode/utf8"
)

// Lines returns an iterator over the newline-terminated lines in the string s, newlines included.
func Lines(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for len(s) > 0 {
			line := s
			if i := IndexByte(s, '\n'); i >= 0 {
				line = s[:i+1]
			}
			s = s[len(line):]
			if !yield(line) {
				return
			}
		}
	}
}

func splitSeq(s, sep string, save int) iter.Seq[string] {
	return func(yield func(string) bool) {
		rest := s
		if sep == "" {
			for len(rest) > 0 {
				_, size := utf8.DecodeRuneInString(rest)
				if !yield(rest[:size]) {
					return
				}
				rest = rest[size:]
			}
			return
		}
		for {
			i := Index(rest, sep)
			if i < 0 {
				yield(rest)
				return
			}
			if !yield(rest[:i+save]) {
				return
			}
			rest = rest[i+len(sep):]
		}
	}
}

// SplitSeq returns an iterator over all substrings of s separated by sep.
func SplitSeq(s, sep string) iter.Seq[string] { return splitSeq(s, sep, 0) }

// SplitAfterSeq returns an iterator over substrings of s split after each instance of sep.
func SplitAfterSeq(s, sep string) iter.Seq[string] { return splitSeq(s, sep, len(sep)) }

// FieldsSeq returns an iterator over substrings of s split around runs of white space.
func FieldsSeq(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		end := 0
		for {
			var start int
			start, end = nextField(s, end)
			if start < 0 || !yield(s[start:end]) {
				return
			}
		}
	}
}

// FieldsFuncSeq returns an iterator over substrings of s split around runs of code points satisfying f(c).
func FieldsFuncSeq(s string, f func(rune) bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := -1
		for i, r := range s {
			if !f(r) {
				if start < 0 {
					start = i
				}
			} else if start >= 0 {
				if !yield(s[start:i]) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(s[start:])
		}
	}
}
