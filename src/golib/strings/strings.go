// Package strings implements simple functions to manipulate UTF-8 encoded strings.
package strings

import (
	"internal/rt"
	"unicode"
	"unicode/utf8"
)

// The functions without a body are natives that work on the bytes at once.

func Index(s, substr string) int
func IndexByte(s string, c byte) int
func IndexRune(s string, r rune) int
func IndexAny(s, chars string) int
func LastIndex(s, substr string) int
func LastIndexByte(s string, c byte) int
func LastIndexAny(s, chars string) int
func Contains(s, substr string) bool
func ContainsRune(s string, r rune) bool
func ContainsAny(s, chars string) bool
func Count(s, substr string) int
func Compare(a, b string) int
func EqualFold(s, t string) bool
func HasPrefix(s, prefix string) bool
func HasSuffix(s, suffix string) bool

func span(s, cutset string) int               // length of the prefix made of cutset
func spanEnd(s, cutset string) int            // start of the suffix made of cutset
func trimSpace(s string) (i, j int)           // s[i:j] has no space around it
func countFields(s string) int                // fields between white space
func nextField(s string, from int) (i, j int) // the first field at or after from; i < 0: none
func caseLen(s string, which int) int         // length after mapping to a case; -1: unchanged
func caseMap(dst []byte, s string, which int) int
func fill(dst []byte, s string) int // repeats s
func replace(dst []byte, s, old, new string, n int) int
func indexBitmap(s, bitmap string) int // first byte whose bit is set

// Clone returns a fresh copy of s.
func Clone(s string) string {
	if s == "" {
		return ""
	}
	return rt.Str(append([]byte(nil), s...))
}

// ContainsFunc reports whether any Unicode code points r within s satisfy f(r).
func ContainsFunc(s string, f func(rune) bool) bool {
	return IndexFunc(s, f) >= 0
}

// IndexFunc returns the index into s of the first Unicode code point satisfying f(c), or -1 if none do.
func IndexFunc(s string, f func(rune) bool) int {
	for i, r := range s {
		if f(r) {
			return i
		}
	}
	return -1
}

func indexNotFunc(s string, f func(rune) bool) int {
	for i, r := range s {
		if !f(r) {
			return i
		}
	}
	return -1
}

// lastIndexFunc returns the offset of the last rune with f(r) == want, or -1.
func lastIndexFunc(s string, f func(rune) bool, want bool) int {
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		if f(r) == want {
			return i
		}
	}
	return -1
}

// LastIndexFunc returns the index into s of the last Unicode code point satisfying f(c), or -1 if none do.
func LastIndexFunc(s string, f func(rune) bool) int {
	return lastIndexFunc(s, f, true)
}

// Cut slices s around the first instance of sep.
func Cut(s, sep string) (before, after string, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// CutPrefix returns s without the provided leading prefix string and reports whether it found the prefix.
func CutPrefix(s, prefix string) (after string, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// CutSuffix returns s without the provided ending suffix string and reports whether it found the suffix.
func CutSuffix(s, suffix string) (before string, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}

// explode splits s into its UTF-8 sequences, at most n of them, the last being the rest.
func explode(s string, n int) []string {
	if count := utf8.RuneCountInString(s); n < 0 || n > count {
		n = count
	}
	a := make([]string, n)
	for i := 0; i < n-1; i++ {
		_, size := utf8.DecodeRuneInString(s)
		a[i] = s[:size]
		s = s[size:]
	}
	if n > 0 {
		a[n-1] = s
	}
	return a
}

// split cuts s at sep into at most n parts (n < 0: all), of which each keeps save bytes of its sep.
func split(s, sep string, save, n int) []string {
	if n == 0 {
		return nil
	}
	if sep == "" {
		return explode(s, n)
	}
	if n < 0 || n > len(s)+1 {
		n = Count(s, sep) + 1
	}
	a := make([]string, n)
	i := 0
	for ; i < n-1; i++ {
		m := Index(s, sep)
		if m < 0 {
			break
		}
		a[i] = s[:m+save]
		s = s[m+len(sep):]
	}
	a[i] = s
	return a[:i+1]
}

// SplitN slices s into substrings separated by sep; n < 0 means all, else at most n.
func SplitN(s, sep string, n int) []string { return split(s, sep, 0, n) }

// SplitAfterN slices s into substrings after each instance of sep.
func SplitAfterN(s, sep string, n int) []string { return split(s, sep, len(sep), n) }

// Split slices s into all substrings separated by sep.
func Split(s, sep string) []string { return split(s, sep, 0, -1) }

// SplitAfter slices s into all substrings after each instance of sep.
func SplitAfter(s, sep string) []string { return split(s, sep, len(sep), -1) }

// Fields splits the string s around each instance of one or more consecutive white space characters.
func Fields(s string) []string {
	a := make([]string, countFields(s))
	end := 0
	for k := range a {
		var start int
		start, end = nextField(s, end)
		a[k] = s[start:end]
	}
	return a
}

// FieldsFunc splits the string s at each run of Unicode code points c satisfying f(c).
func FieldsFunc(s string, f func(rune) bool) []string {
	a := []string{}
	start := -1
	for i, r := range s {
		if !f(r) {
			if start < 0 {
				start = i
			}
		} else if start >= 0 {
			a = append(a, s[start:i])
			start = -1
		}
	}
	if start >= 0 {
		a = append(a, s[start:])
	}
	return a
}

// Join concatenates the elements of its first argument, with sep between them.
func Join(elems []string, sep string) string {
	switch len(elems) {
	case 0:
		return ""
	case 1:
		return elems[0]
	}
	n := len(sep) * (len(elems) - 1)
	for _, elem := range elems {
		n += len(elem)
	}
	b := make([]byte, 0, n)
	b = append(b, elems[0]...)
	for _, elem := range elems[1:] {
		b = append(b, sep...)
		b = append(b, elem...)
	}
	return rt.Str(b)
}

// Map returns a copy of s with all its characters modified according to the mapping function;
// a negative result drops the character.
func Map(mapping func(rune) rune, s string) string {
	var b []byte
	changed := false
	for i, r := range s {
		m := mapping(r)
		if !changed {
			if m == r && (r != utf8.RuneError || HasPrefix(s[i:], "\uFFFD")) {
				continue
			}
			changed = true
			b = make([]byte, i, len(s)+utf8.UTFMax)
			copy(b, s)
		}
		if m >= 0 {
			b = utf8.AppendRune(b, m)
		}
	}
	if !changed {
		return s
	}
	return rt.Str(b)
}

// Repeat returns a new string consisting of count copies of the string s.
func Repeat(s string, count int) string {
	if count < 0 {
		panic("strings: negative Repeat count")
	}
	if count == 0 || s == "" {
		return ""
	}
	if count == 1 {
		return s
	}
	if count > int(^uint(0)>>1)/len(s) {
		panic("strings: Repeat output length overflow")
	}
	b := make([]byte, len(s)*count)
	fill(b, s)
	return rt.Str(b)
}

func toCase(s string, which int) string {
	n := caseLen(s, which)
	if n < 0 {
		return s
	}
	b := make([]byte, n)
	caseMap(b, s, which)
	return rt.Str(b)
}

// ToUpper returns s with all Unicode letters mapped to their upper case.
func ToUpper(s string) string { return toCase(s, unicode.UpperCase) }

// ToLower returns s with all Unicode letters mapped to their lower case.
func ToLower(s string) string { return toCase(s, unicode.LowerCase) }

// ToTitle returns a copy of the string s with all Unicode letters mapped to their title case.
func ToTitle(s string) string { return toCase(s, unicode.TitleCase) }

// ToUpperSpecial is ToUpper giving priority to the special casing rules.
func ToUpperSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToUpper, s) }

// ToLowerSpecial is ToLower giving priority to the special casing rules.
func ToLowerSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToLower, s) }

// ToTitleSpecial is ToTitle giving priority to the special casing rules.
func ToTitleSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToTitle, s) }

// ToValidUTF8 returns a copy of the string s with each run of invalid UTF-8 byte sequences replaced
// by the replacement string, which may be empty.
func ToValidUTF8(s, replacement string) string {
	if utf8.ValidString(s) {
		return s
	}
	b := make([]byte, 0, len(s)+len(replacement))
	bad := false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r != utf8.RuneError || size > 1 {
			b = append(b, s[i:i+size]...)
			bad = false
		} else if !bad {
			b = append(b, replacement...)
			bad = true
		}
		i += size
	}
	return rt.Str(b)
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
func Title(s string) string {
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
func TrimLeftFunc(s string, f func(rune) bool) string {
	i := indexNotFunc(s, f)
	if i < 0 {
		return ""
	}
	return s[i:]
}

// TrimRightFunc returns a slice of s with all trailing code points c satisfying f(c) removed.
func TrimRightFunc(s string, f func(rune) bool) string {
	i := lastIndexFunc(s, f, false)
	if i < 0 {
		return ""
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[:i+size]
}

// TrimFunc returns a slice of s with all leading and trailing code points c satisfying f(c) removed.
func TrimFunc(s string, f func(rune) bool) string {
	return TrimRightFunc(TrimLeftFunc(s, f), f)
}

// Trim returns a slice of s with all leading and trailing code points contained in cutset removed.
func Trim(s, cutset string) string {
	s = s[span(s, cutset):]
	return s[:spanEnd(s, cutset)]
}

// TrimLeft returns a slice of s with all leading code points contained in cutset removed.
func TrimLeft(s, cutset string) string { return s[span(s, cutset):] }

// TrimRight returns a slice of s with all trailing code points contained in cutset removed.
func TrimRight(s, cutset string) string { return s[:spanEnd(s, cutset)] }

// TrimSpace returns a slice of s with all leading and trailing white space removed.
func TrimSpace(s string) string {
	i, j := trimSpace(s)
	return s[i:j]
}

// TrimPrefix returns s without the provided leading prefix string.
func TrimPrefix(s, prefix string) string {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

// TrimSuffix returns s without the provided trailing suffix string.
func TrimSuffix(s, suffix string) string {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

// Replace returns a copy of the string s with the first n non-overlapping instances of old replaced
// by new; n < 0 means all. An empty old matches before each UTF-8 sequence and at the end.
func Replace(s, old, new string, n int) string {
	if old == new || n == 0 {
		return s
	}
	m := Count(s, old)
	if m == 0 {
		return s
	}
	if n < 0 || n > m {
		n = m
	}
	if old == "" {
		return interleave(s, new, n)
	}
	b := make([]byte, len(s)+n*(len(new)-len(old)))
	replace(b, s, old, new, n)
	return rt.Str(b)
}

// interleave puts text before each of the first n UTF-8 sequences of s, or at its end.
func interleave(s, text string, n int) string {
	b := make([]byte, 0, len(s)+n*len(text))
	for ; n > 0; n-- {
		_, size := utf8.DecodeRuneInString(s)
		b = append(b, text...)
		b = append(b, s[:size]...)
		s = s[size:]
	}
	b = append(b, s...)
	return rt.Str(b)
}

// ReplaceAll returns a copy of the string s with all non-overlapping instances of old replaced by new.
func ReplaceAll(s, old, new string) string { return Replace(s, old, new, -1) }
