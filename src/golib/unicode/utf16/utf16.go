// Package utf16 implements encoding and decoding of UTF-16 sequences.
package utf16

const (
	high        = 0xD800 // high surrogates: high up to low
	low         = 0xDC00
	end         = 0xE000
	first       = 0x10000
	max         = 0x10FFFF
	replacement = 0xFFFD
)

// IsSurrogate reports whether the specified Unicode code point can appear in a surrogate pair.
func IsSurrogate(r rune) bool { return high <= r && r < end }

// DecodeRune returns the UTF-16 decoding of a surrogate pair, U+FFFD when it is not one.
func DecodeRune(r1, r2 rune) rune {
	if high <= r1 && r1 < low && low <= r2 && r2 < end {
		return first + (r1-high)<<10 + r2 - low
	}
	return replacement
}

// EncodeRune returns the surrogate pair r1, r2 for the rune, (U+FFFD, U+FFFD) when it needs none.
func EncodeRune(r rune) (r1, r2 rune) {
	if r < first || r > max {
		return replacement, replacement
	}
	r -= first
	return high + r>>10, low + r&0x3FF
}

// RuneLen returns the number of 16-bit words in the UTF-16 encoding of the rune, -1 for an invalid one.
func RuneLen(r rune) int {
	switch {
	case 0 <= r && r < high, end <= r && r < first:
		return 1
	case first <= r && r <= max:
		return 2
	}
	return -1
}

// AppendRune appends the UTF-16 encoding of the rune to the end of a.
func AppendRune(a []uint16, r rune) []uint16 {
	switch RuneLen(r) {
	case 1:
		return append(a, uint16(r))
	case 2:
		r1, r2 := EncodeRune(r)
		return append(a, uint16(r1), uint16(r2))
	}
	return append(a, replacement)
}

// Encode returns the UTF-16 encoding of the Unicode code point sequence s.
func Encode(s []rune) []uint16 {
	a := make([]uint16, 0, len(s))
	for _, r := range s {
		a = AppendRune(a, r)
	}
	return a
}

// Decode returns the Unicode code point sequence represented by the UTF-16 encoding s.
func Decode(s []uint16) []rune {
	runes := make([]rune, 0, len(s))
	for i := 0; i < len(s); i++ {
		r := rune(s[i])
		if IsSurrogate(r) {
			r2 := rune(0)
			if i+1 < len(s) {
				r2 = rune(s[i+1])
			}
			r = DecodeRune(r, r2)
			if r != replacement {
				i++
			}
		}
		runes = append(runes, r)
	}
	return runes
}
