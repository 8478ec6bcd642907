// Package bytes implements functions for the manipulation of byte slices.
package bytes

import (
	"internal/rt"
	"unicode"
	"unicode/utf8"
)

// The functions without a body are natives that work on the bytes at once.

func Index(s, sep []byte) int
func IndexByte(b []byte, c byte) int
func IndexRune(s []byte, r rune) int
func IndexAny(s []byte, chars string) int
func LastIndex(s, sep []byte) int
func LastIndexByte(s []byte, c byte) int
func LastIndexAny(s []byte, chars string) int
func Contains(b, subslice []byte) bool
func ContainsRune(b []byte, r rune) bool
func ContainsAny(b []byte, chars string) bool
func Count(s, sep []byte) int
func Compare(a, b []byte) int
func Equal(a, b []byte) bool
func EqualFold(s, t []byte) bool
func HasPrefix(s, prefix []byte) bool
func HasSuffix(s, suffix []byte) bool

func span(s []byte, cutset string) int        // length of the prefix made of cutset
func spanEnd(s []byte, cutset string) int     // start of the suffix made of cutset
func trimSpace(s []byte) (i, j int)           // s[i:j] has no space around it
func countFields(s []byte) int                // fields between white space
func nextField(s []byte, from int) (i, j int) // the first field at or after from; i < 0: none
func caseLen(s []byte, which int) int         // length after mapping to a case; -1: unchanged
func caseMap(dst, s []byte, which int) int
func fill(dst, s []byte) int // repeats s
func replace(dst, s, old, new []byte, n int) int

// Clone returns a copy of b[:len(b)], nil for nil.
func Clone(b []byte) []byte {
	if b == nil {
		return nil
	}
	return append([]byte{}, b...)
}

// Runes interprets s as a sequence of UTF-8-encoded code points.
func Runes(s []byte) []rune { return []rune(string(s)) }

// ContainsFunc reports whether any Unicode code points r within s satisfy f(r).
func ContainsFunc(s []byte, f func(rune) bool) bool {
	return IndexFunc(s, f) >= 0
}

// IndexFunc returns the index into s of the first Unicode code point satisfying f(c), or -1 if none do.
func IndexFunc(s []byte, f func(rune) bool) int {
	for i, r := range rt.Str(s) {
		if f(r) {
			return i
		}
	}
	return -1
}

func indexNotFunc(s []byte, f func(rune) bool) int {
	for i, r := range rt.Str(s) {
		if !f(r) {
			return i
		}
	}
	return -1
}

// lastIndexFunc returns the offset of the last rune with f(r) == want, or -1.
func lastIndexFunc(s []byte, f func(rune) bool, want bool) int {
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRune(s[:i])
		i -= size
		if f(r) == want {
			return i
		}
	}
	return -1
}

// LastIndexFunc returns the index into s of the last Unicode code point satisfying f(c), or -1 if none do.
func LastIndexFunc(s []byte, f func(rune) bool) int {
	return lastIndexFunc(s, f, true)
}

// Cut slices s around the first instance of sep.
func Cut(s, sep []byte) (before, after []byte, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, nil, false
}

// CutPrefix returns s without the provided leading prefix string and reports whether it found the prefix.
func CutPrefix(s, prefix []byte) (after []byte, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// CutSuffix returns s without the provided ending suffix string and reports whether it found the suffix.
func CutSuffix(s, suffix []byte) (before []byte, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}

// explode splits s into its UTF-8 sequences, at most n of them, the last being the rest.
func explode(s []byte, n int) [][]byte {
	if count := utf8.RuneCount(s); n < 0 || n > count {
		n = count
	}
	a := make([][]byte, n)
	for i := 0; i < n-1; i++ {
		_, size := utf8.DecodeRune(s)
		a[i] = s[:size:size]
		s = s[size:]
	}
	if n > 0 {
		a[n-1] = s
	}
	return a
}

// split cuts s at sep into at most n parts (n < 0: all), of which each keeps save bytes of its sep.
func split(s, sep []byte, save, n int) [][]byte {
	if n == 0 {
		return nil
	}
	if len(sep) == 0 {
		return explode(s, n)
	}
	if n < 0 || n > len(s)+1 {
		n = Count(s, sep) + 1
	}
	a := make([][]byte, n)
	i := 0
	for ; i < n-1; i++ {
		m := Index(s, sep)
		if m < 0 {
			break
		}
		a[i] = s[: m+save : m+save]
		s = s[m+len(sep):]
	}
	a[i] = s
	return a[:i+1]
}

// SplitN slices s into substrings separated by sep; n < 0 means all, else at most n.
func SplitN(s, sep []byte, n int) [][]byte { return split(s, sep, 0, n) }

// SplitAfterN slices s into substrings after each instance of sep.
func SplitAfterN(s, sep []byte, n int) [][]byte { return split(s, sep, len(sep), n) }

// Split slices s into all substrings separated by sep.
func Split(s, sep []byte) [][]byte { return split(s, sep, 0, -1) }

// SplitAfter slices s into all substrings after each instance of sep.
func SplitAfter(s, sep []byte) [][]byte { return split(s, sep, len(sep), -1) }

// Fields splits the string s around each instance of one or more consecutive white space characters.
func Fields(s []byte) [][]byte {
	a := make([][]byte, countFields(s))
	end := 0
	for k := range a {
		var start int
		start, end = nextField(s, end)
		a[k] = s[start:end:end]
	}
	return a
}

// FieldsFunc splits the string s at each run of Unicode code points c satisfying f(c).
func FieldsFunc(s []byte, f func(rune) bool) [][]byte {
	a := [][]byte{}
	start := -1
	for i, r := range rt.Str(s) {
		if !f(r) {
			if start < 0 {
				start = i
			}
		} else if start >= 0 {
			a = append(a, s[start:i:i])
			start = -1
		}
	}
	if start >= 0 {
		a = append(a, s[start:len(s):len(s)])
	}
	return a
}

// Join concatenates the elements of its first argument, with sep between them.
func Join(s [][]byte, sep []byte) []byte {
	if len(s) == 0 {
		return []byte{}
	}
	if len(s) == 1 {
		return append([]byte(nil), s[0]...)
	}
	n := len(sep) * (len(s) - 1)
	for _, v := range s {
		n += len(v)
	}
	b := append(make([]byte, 0, n), s[0]...)
	for _, v := range s[1:] {
		b = append(b, sep...)
		b = append(b, v...)
	}
	return b
}

// Map returns a copy of s with all its characters modified according to the mapping function;
// a negative result drops the character.
func Map(mapping func(rune) rune, s []byte) []byte {
	b := make([]byte, 0, len(s))
	for _, r := range rt.Str(s) {
		if m := mapping(r); m >= 0 {
			b = utf8.AppendRune(b, m)
		}
	}
	return b
}

// Repeat returns a new string consisting of count copies of the string s.
func Repeat(b []byte, count int) []byte {
	if count < 0 {
		panic("bytes: negative Repeat count")
	}
	if len(b) > 0 && count > int(^uint(0)>>1)/len(b) {
		panic("bytes: Repeat output length overflow")
	}
	out := make([]byte, len(b)*count)
	fill(out, b)
	return out
}

func toCase(s []byte, which int) []byte {
	n := caseLen(s, which)
	if n < 0 {
		return append([]byte(""), s...)
	}
	b := make([]byte, n)
	caseMap(b, s, which)
	return b
}

// ToUpper returns s with all Unicode letters mapped to their upper case.
func ToUpper(s []byte) []byte { return toCase(s, unicode.UpperCase) }

// ToLower returns s with all Unicode letters mapped to their lower case.
func ToLower(s []byte) []byte { return toCase(s, unicode.LowerCase) }

// ToTitle returns a copy of the string s with all Unicode letters mapped to their title case.
func ToTitle(s []byte) []byte { return toCase(s, unicode.TitleCase) }

// ToUpperSpecial is ToUpper giving priority to the special casing rules.
func ToUpperSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToUpper, s) }

// ToLowerSpecial is ToLower giving priority to the special casing rules.
func ToLowerSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToLower, s) }

// ToTitleSpecial is ToTitle giving priority to the special casing rules.
func ToTitleSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToTitle, s) }

// ToValidUTF8 returns a copy of the string s with each run of invalid UTF-8 byte sequences replaced
// by the replacement string, which may be empty.
func ToValidUTF8(s, replacement []byte) []byte {
	if utf8.Valid(s) {
		return append([]byte{}, s...)
	}
	b := make([]byte, 0, len(s)+len(replacement))
	bad := false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		if r != utf8.RuneError || size > 1 {
			b = append(b, s[i:i+size]...)
			bad = false
		} else if !bad {
			b = append(b, replacement...)
			bad = true
		}
		i += size
	}
	return b
}

// isSeparator reports whether a word may begin after r, the rule of Title.
func isSeparator(r rune) bool {
	if r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) {
		return false
	}
	return r < utf8.RuneSelf || unicode.IsSpace(r)
}

// Title returns a copy of the string s with all Unicode letters that begin words mapped to their
// title case.
//
// Deprecated: the rule for word boundaries does not handle Unicode punctuation properly.
func Title(s []byte) []byte {
	prev := ' '
	return Map(func(r rune) rune {
		begins := isSeparator(prev)
		prev = r
		if begins {
			return unicode.ToTitle(r)
		}
		return r
	}, s)
}

// TrimLeftFunc returns a slice of s with all leading code points c satisfying f(c) removed.
func TrimLeftFunc(s []byte, f func(rune) bool) []byte {
	i := indexNotFunc(s, f)
	if i < 0 {
		return nil
	}
	return s[i:]
}

// TrimRightFunc returns a slice of s with all trailing code points c satisfying f(c) removed.
func TrimRightFunc(s []byte, f func(rune) bool) []byte {
	i := lastIndexFunc(s, f, false)
	if i < 0 {
		return s[:0]
	}
	_, size := utf8.DecodeRune(s[i:])
	return s[:i+size]
}

// TrimFunc returns a slice of s with all leading and trailing code points c satisfying f(c) removed.
func TrimFunc(s []byte, f func(rune) bool) []byte {
	return TrimRightFunc(TrimLeftFunc(s, f), f)
}

// Trim returns a slice of s with all leading and trailing code points contained in cutset removed.
func Trim(s []byte, cutset string) []byte {
	return TrimRight(TrimLeft(s, cutset), cutset)
}

// TrimLeft returns a slice of s with all leading code points contained in cutset removed.
func TrimLeft(s []byte, cutset string) []byte {
	if i := span(s, cutset); i < len(s) {
		return s[i:]
	}
	return nil
}

// TrimRight returns a slice of s with all trailing code points contained in cutset removed.
func TrimRight(s []byte, cutset string) []byte { return s[:spanEnd(s, cutset)] }

// TrimSpace returns a slice of s with all leading and trailing white space removed.
func TrimSpace(s []byte) []byte {
	i, j := trimSpace(s)
	if i == j {
		return nil
	}
	return s[i:j]
}

// TrimPrefix returns s without the provided leading prefix string.
func TrimPrefix(s, prefix []byte) []byte {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

// TrimSuffix returns s without the provided trailing suffix string.
func TrimSuffix(s, suffix []byte) []byte {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

// Replace returns a copy of the string s with the first n non-overlapping instances of old replaced
// by new; n < 0 means all. An empty old matches before each UTF-8 sequence and at the end.
func Replace(s, old, new []byte, n int) []byte {
	m := 0
	if n != 0 {
		m = Count(s, old)
	}
	if m == 0 {
		return append([]byte(nil), s...)
	}
	if n < 0 || n > m {
		n = m
	}
	if len(old) == 0 {
		return interleave(s, new, n)
	}
	b := make([]byte, len(s)+n*(len(new)-len(old)))
	replace(b, s, old, new, n)
	return b
}

// interleave puts text before each of the first n UTF-8 sequences of s, or at its end.
func interleave(s, text []byte, n int) []byte {
	b := make([]byte, 0, len(s)+n*len(text))
	for ; n > 0; n-- {
		_, size := utf8.DecodeRune(s)
		b = append(b, text...)
		b = append(b, s[:size]...)
		s = s[size:]
	}
	b = append(b, s...)
	return b
}

// ReplaceAll returns a copy of the string s with all non-overlapping instances of old replaced by new.
func ReplaceAll(s, old, new []byte) []byte { return Replace(s, old, new, -1) }
