package bytes

import (
	"internal/rt"
	"iter"
	"unicode/utf8"
)

// Lines returns an iterator over the newline-terminated lines in s, newlines included.
func Lines(s []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for len(s) > 0 {
			line := s
			if i := IndexByte(s, '\n'); i >= 0 {
				line = s[: i+1 : i+1]
			}
			s = s[len(line):]
			if !yield(line) {
				return
			}
		}
	}
}

func splitSeq(s, sep []byte, save int) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		rest := s
		if len(sep) == 0 {
			for len(rest) > 0 {
				_, size := utf8.DecodeRune(rest)
				if !yield(rest[:size:size]) {
					return
				}
				rest = rest[size:]
			}
			return
		}
		for {
			i := Index(rest, sep)
			if i < 0 {
				yield(rest[:len(rest):len(rest)])
				return
			}
			if !yield(rest[: i+save : i+save]) {
				return
			}
			rest = rest[i+len(sep):]
		}
	}
}

// SplitSeq returns an iterator over all subslices of s separated by sep.
func SplitSeq(s, sep []byte) iter.Seq[[]byte] { return splitSeq(s, sep, 0) }

// SplitAfterSeq returns an iterator over subslices of s split after each instance of sep.
func SplitAfterSeq(s, sep []byte) iter.Seq[[]byte] { return splitSeq(s, sep, len(sep)) }

// FieldsSeq returns an iterator over subslices of s split around runs of white space.
func FieldsSeq(s []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		end := 0
		for {
			var start int
			start, end = nextField(s, end)
			if start < 0 || !yield(s[start:end:end]) {
				return
			}
		}
	}
}

// FieldsFuncSeq returns an iterator over subslices of s split around runs of code points satisfying f(c).
func FieldsFuncSeq(s []byte, f func(rune) bool) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		start := -1
		for i, r := range rt.Str(s) {
			if !f(r) {
				if start < 0 {
					start = i
				}
			} else if start >= 0 {
				if !yield(s[start:i:i]) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(s[start:len(s):len(s)])
		}
	}
}
