// Package unicode provides data and functions to test some properties of Unicode code points.
// The predicates and case mappings are natives over tables of their own; the range tables here
// serve Is, In and those who read them.
package unicode

const (
	MaxRune         = '\U0010FFFF' // Maximum valid Unicode code point.
	ReplacementChar = '\uFFFD'     // Represents invalid code points.
	MaxASCII        = '\u007F'     // maximum ASCII value.
	MaxLatin1       = '\u00FF'     // maximum Latin-1 value.
)

// RangeTable defines a set of Unicode code points by listing the ranges of code points within the set.
type RangeTable struct {
	R16         []Range16
	R32         []Range32
	LatinOffset int // number of entries in R16 with Hi <= MaxLatin1
}

// Range16 represents of a range of 16-bit Unicode code points, Lo to Hi inclusive in steps of Stride.
type Range16 struct {
	Lo     uint16
	Hi     uint16
	Stride uint16
}

// Range32 represents of a range of Unicode code points and is used when one or more of the values
// will not fit in 16 bits.
type Range32 struct {
	Lo     uint32
	Hi     uint32
	Stride uint32
}

// CaseRange represents a range of Unicode code points for simple (one code point to one code point)
// case conversion.
type CaseRange struct {
	Lo    uint32
	Hi    uint32
	Delta d
}

// SpecialCase represents language-specific case mappings such as Turkish.
type SpecialCase []CaseRange

// Indices into the Delta arrays inside CaseRanges for case mapping.
const (
	UpperCase = iota
	LowerCase
	TitleCase
	MaxCase
)

type d [MaxCase]rune

// UpperLower as a Delta says that upper and lower case alternate from the range's start.
const UpperLower = MaxRune + 1

// GraphicRanges defines the set of graphic characters according to Unicode.
var GraphicRanges = []*RangeTable{L, M, N, P, S, Zs}

// PrintRanges defines the set of printable characters according to Go.
var PrintRanges = []*RangeTable{L, M, N, P, S}

func search16(ranges []Range16, r uint16) bool {
	lo, hi := 0, len(ranges)
	for lo < hi {
		mid := (lo + hi) >> 1
		if ranges[mid].Hi < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(ranges) || r < ranges[lo].Lo {
		return false
	}
	stride := ranges[lo].Stride
	return stride == 1 || (r-ranges[lo].Lo)%stride == 0
}

func search32(ranges []Range32, r uint32) bool {
	lo, hi := 0, len(ranges)
	for lo < hi {
		mid := (lo + hi) >> 1
		if ranges[mid].Hi < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(ranges) || r < ranges[lo].Lo {
		return false
	}
	stride := ranges[lo].Stride
	return stride == 1 || (r-ranges[lo].Lo)%stride == 0
}

// Is reports whether the rune is in the specified table of ranges.
func Is(rangeTab *RangeTable, r rune) bool {
	if r < 0 {
		return false
	}
	if n := len(rangeTab.R16); n > 0 && r <= rune(rangeTab.R16[n-1].Hi) {
		return search16(rangeTab.R16, uint16(r))
	}
	return len(rangeTab.R32) > 0 && search32(rangeTab.R32, uint32(r))
}

// In reports whether the rune is a member of one of the ranges.
func In(r rune, ranges ...*RangeTable) bool {
	for _, t := range ranges {
		if Is(t, r) {
			return true
		}
	}
	return false
}

// IsOneOf reports whether the rune is a member of one of the ranges.
func IsOneOf(ranges []*RangeTable, r rune) bool {
	for _, t := range ranges {
		if Is(t, r) {
			return true
		}
	}
	return false
}

func IsControl(r rune) bool // category Cc
func IsDigit(r rune) bool   // category Nd
func IsGraphic(r rune) bool // categories L, M, N, P, S, Zs
func IsLetter(r rune) bool  // category L
func IsLower(r rune) bool   // category Ll
func IsMark(r rune) bool    // category M
func IsNumber(r rune) bool  // category N
func IsPrint(r rune) bool   // categories L, M, N, P, S and the ASCII space
func IsPunct(r rune) bool   // category P
func IsSpace(r rune) bool   // property White_Space
func IsSymbol(r rune) bool  // category S
func IsTitle(r rune) bool   // category Lt
func IsUpper(r rune) bool   // category Lu

// To maps the rune to the specified case: UpperCase, LowerCase, or TitleCase.
func To(_case int, r rune) rune

func ToLower(r rune) rune
func ToTitle(r rune) rune
func ToUpper(r rune) rune

// SimpleFold iterates over Unicode code points equivalent under the Unicode-defined simple case
// folding: the smallest rune > r if one exists, or else the smallest rune >= 0.
func SimpleFold(r rune) rune

func mapCase(_case int, r rune, ranges []CaseRange) (mapped rune, found bool) {
	for i := range ranges {
		c := &ranges[i]
		if uint32(r) < c.Lo || uint32(r) > c.Hi {
			continue
		}
		delta := c.Delta[_case]
		if delta != UpperLower {
			return r + delta, true
		}
		lo := rune(c.Lo)
		return lo + (r-lo)&^1 + rune(_case&1), true
	}
	return r, false
}

// ToUpper maps the rune to upper case giving priority to the special mapping.
func (special SpecialCase) ToUpper(r rune) rune {
	r1, found := mapCase(UpperCase, r, []CaseRange(special))
	if r1 == r && !found {
		r1 = ToUpper(r)
	}
	return r1
}

// ToTitle maps the rune to title case giving priority to the special mapping.
func (special SpecialCase) ToTitle(r rune) rune {
	r1, found := mapCase(TitleCase, r, []CaseRange(special))
	if r1 == r && !found {
		r1 = ToTitle(r)
	}
	return r1
}

// ToLower maps the rune to lower case giving priority to the special mapping.
func (special SpecialCase) ToLower(r rune) rune {
	r1, found := mapCase(LowerCase, r, []CaseRange(special))
	if r1 == r && !found {
		r1 = ToLower(r)
	}
	return r1
}

// TurkishCase and AzeriCase keep the dotted and the dotless i apart.
var TurkishCase SpecialCase = []CaseRange{
	{0x0049, 0x0049, d{0, 0x131 - 0x49, 0}},
	{0x0069, 0x0069, d{0x130 - 0x69, 0, 0x130 - 0x69}},
	{0x0130, 0x0130, d{0, 0x69 - 0x130, 0}},
	{0x0131, 0x0131, d{0x49 - 0x131, 0, 0x49 - 0x131}},
}

var AzeriCase SpecialCase = TurkishCase
