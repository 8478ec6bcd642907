package fmt

import (
	"strconv"
	"unicode/utf8"
)

// flags are what stands between % and verb.
type flags struct {
	widPresent  bool
	precPresent bool
	minus       bool
	plus        bool
	sharp       bool
	space       bool
	zero        bool
	plusV       bool // %+v: plus means something else there
	sharpV      bool // %#v
	any         bool // one of the above, or a width or precision
	wid         int
	prec        int
}

const (
	lowerHex = "0123456789abcdefx"
	upperHex = "0123456789ABCDEFX"
)

// padding appends n times the padding character.
func (p *pp) padding(n int, c byte) {
	for ; n > 0; n-- {
		p.buf = append(p.buf, c)
	}
}

// pad moves what was appended from start on to its side of the width. Zeros go only to the left.
func (p *pp) pad(start int, zeros bool) {
	if !p.f.widPresent {
		return
	}
	n := p.f.wid - utf8.RuneCount(p.buf[start:])
	if n <= 0 {
		return
	}
	if p.f.minus {
		p.padding(n, ' ')
		return
	}
	c := byte(' ')
	if zeros && p.f.zero {
		c = '0'
	}
	end := len(p.buf)
	p.padding(n, c)
	copy(p.buf[start+n:], p.buf[start:end])
	for i := start; i < start+n; i++ {
		p.buf[i] = c
	}
}

func (p *pp) padString(s string) {
	start := len(p.buf)
	p.buf = append(p.buf, s...)
	p.pad(start, true)
}

func (p *pp) fmtBool(v bool, verb rune) {
	if verb != 't' && verb != 'v' {
		p.badVerb(verb)
		return
	}
	if v {
		p.padString("true")
	} else {
		p.padString("false")
	}
}

// integer formats u, an int64's bits when signed, in a base.
func (p *pp) integer(u uint64, base int, signed bool, verb rune) {
	negative := signed && int64(u) < 0
	if !p.f.any && verb != 'O' && verb != 'X' {
		if signed {
			p.buf = strconv.AppendInt(p.buf, int64(u), base)
		} else {
			p.buf = strconv.AppendUint(p.buf, u, base)
		}
		return
	}
	start := len(p.buf)
	digits := 0 // at least so many
	if p.f.precPresent {
		digits = p.f.prec
		if digits == 0 && u == 0 {
			p.pad(start, false)
			return
		}
	}
	switch {
	case negative:
		p.buf = append(p.buf, '-')
		u = -u
	case p.f.plus:
		p.buf = append(p.buf, '+')
	case p.f.space:
		p.buf = append(p.buf, ' ')
	}
	if !p.f.precPresent && p.f.zero && !p.f.minus && p.f.widPresent {
		digits = p.f.wid - (len(p.buf) - start)
	}
	var text [65]byte
	num := strconv.AppendUint(text[:0], u, base)
	if verb == 'O' {
		p.buf = append(p.buf, "0o"...)
	}
	if p.f.sharp {
		switch {
		case base == 2:
			p.buf = append(p.buf, "0b"...)
		case base == 8 && num[0] != '0' && digits <= len(num):
			p.buf = append(p.buf, '0')
		case base == 16 && verb == 'X':
			p.buf = append(p.buf, "0X"...)
		case base == 16:
			p.buf = append(p.buf, "0x"...)
		}
	}
	p.padding(digits-len(num), '0')
	if verb == 'X' {
		for i, c := range num {
			if c >= 'a' {
				num[i] = c - 'a' + 'A'
			}
		}
	}
	p.buf = append(p.buf, num...)
	p.pad(start, false)
}

// hex0x formats a pointer's value; leading0x says whether without #.
func (p *pp) hex0x(u uint64, leading0x bool) {
	sharp, any := p.f.sharp, p.f.any
	p.f.sharp, p.f.any = leading0x, true
	p.integer(u, 16, false, 'v')
	p.f.sharp, p.f.any = sharp, any
}

func (p *pp) fmtInteger(u uint64, signed bool, verb rune) {
	switch verb {
	case 'v':
		if p.f.sharpV && !signed {
			p.hex0x(u, true)
		} else {
			p.integer(u, 10, signed, verb)
		}
	case 'd':
		p.integer(u, 10, signed, verb)
	case 'b':
		p.integer(u, 2, signed, verb)
	case 'o', 'O':
		p.integer(u, 8, signed, verb)
	case 'x', 'X':
		p.integer(u, 16, signed, verb)
	case 'c':
		start := len(p.buf)
		p.buf = utf8.AppendRune(p.buf, codePoint(u))
		p.pad(start, true)
	case 'q':
		start := len(p.buf)
		if p.f.plus {
			p.buf = strconv.AppendQuoteRuneToASCII(p.buf, codePoint(u))
		} else {
			p.buf = strconv.AppendQuoteRune(p.buf, codePoint(u))
		}
		p.pad(start, true)
	case 'U':
		p.fmtUnicode(u)
	default:
		p.badVerb(verb)
	}
}

func codePoint(u uint64) rune {
	if u > utf8.MaxRune {
		return utf8.RuneError
	}
	return rune(u)
}

// fmtUnicode formats u as U+0041, with # as U+0041 'A'.
func (p *pp) fmtUnicode(u uint64) {
	start := len(p.buf)
	digits := 4
	if p.f.precPresent && p.f.prec > 4 {
		digits = p.f.prec
	}
	var text [65]byte
	num := strconv.AppendUint(text[:0], u, 16)
	p.buf = append(p.buf, "U+"...)
	p.padding(digits-len(num), '0')
	for _, c := range num {
		if c >= 'a' {
			c -= 'a' - 'A'
		}
		p.buf = append(p.buf, c)
	}
	if p.f.sharp && u <= utf8.MaxRune && strconv.IsPrint(rune(u)) {
		p.buf = append(p.buf, " '"...)
		p.buf = utf8.AppendRune(p.buf, rune(u))
		p.buf = append(p.buf, '\'')
	}
	p.pad(start, false)
}

// truncate cuts s to the precision, which counts runes.
func (p *pp) truncate(s string) string {
	if p.f.precPresent {
		n := p.f.prec
		for i := range s {
			n--
			if n < 0 {
				return s[:i]
			}
		}
	}
	return s
}

func (p *pp) fmtString(s string, verb rune) {
	switch verb {
	case 'v':
		if p.f.sharpV {
			p.fmtQuoted(s)
		} else if p.f.any {
			p.padString(p.truncate(s))
		} else {
			p.buf = append(p.buf, s...)
		}
	case 's':
		if p.f.any {
			p.padString(p.truncate(s))
		} else {
			p.buf = append(p.buf, s...)
		}
	case 'x':
		p.fmtHex(s, lowerHex)
	case 'X':
		p.fmtHex(s, upperHex)
	case 'q':
		p.fmtQuoted(s)
	default:
		p.badVerb(verb)
	}
}

func (p *pp) fmtQuoted(s string) {
	s = p.truncate(s)
	start := len(p.buf)
	switch {
	case p.f.sharp && strconv.CanBackquote(s):
		p.buf = append(p.buf, '`')
		p.buf = append(p.buf, s...)
		p.buf = append(p.buf, '`')
	case p.f.plus:
		p.buf = strconv.AppendQuoteToASCII(p.buf, s)
	default:
		p.buf = strconv.AppendQuote(p.buf, s)
	}
	p.pad(start, true)
}

// fmtHex formats the bytes of s, with # after 0x, with space apart from each other.
func (p *pp) fmtHex(s, digits string) {
	start := len(p.buf)
	if p.f.precPresent && p.f.prec < len(s) {
		s = s[:p.f.prec]
	}
	for i := 0; i < len(s); i++ {
		if p.f.space && i > 0 {
			p.buf = append(p.buf, ' ')
		}
		if p.f.sharp && (p.f.space || i == 0) {
			p.buf = append(p.buf, '0', digits[16])
		}
		p.buf = append(p.buf, digits[s[i]>>4], digits[s[i]&15])
	}
	p.pad(start, true)
}

func (p *pp) fmtFloat(v float64, size int, verb rune) {
	switch verb {
	case 'v':
		p.float(v, size, 'g', -1)
	case 'b', 'g', 'G', 'x', 'X':
		p.float(v, size, verb, -1)
	case 'f', 'e', 'E', 'F':
		p.float(v, size, verb, 6)
	default:
		p.badVerb(verb)
	}
}

// float formats v in one of strconv's formats; prec holds unless one was given.
func (p *pp) float(v float64, size int, verb rune, prec int) {
	if !p.f.any {
		p.buf = strconv.AppendFloat(p.buf, v, byte(verb), prec, size)
		return
	}
	if p.f.precPresent {
		prec = p.f.prec
	}
	var room [64]byte
	num := strconv.AppendFloat(room[:1], v, byte(verb), prec, size)
	sign := byte('+')
	if c := num[1]; c == '-' || c == '+' {
		sign = c
		num = num[2:]
	} else {
		num = num[1:]
	}
	finite := num[0] != 'I' && num[0] != 'N'
	if p.f.sharp && verb != 'b' && finite {
		num = withPoint(num, verb, prec)
	}
	start := len(p.buf)
	switch {
	case sign == '-' || p.f.plus:
		p.buf = append(p.buf, sign)
	case p.f.space:
		p.buf = append(p.buf, ' ')
	case num[0] == 'I':
		p.buf = append(p.buf, '+')
	}
	if finite && p.f.zero && !p.f.minus && p.f.widPresent {
		p.padding(p.f.wid-len(num)-(len(p.buf)-start), '0')
	}
	p.buf = append(p.buf, num...)
	p.pad(start, false)
}

// withPoint gives num a decimal point, and for %g the trailing zeros that its precision asks for.
func withPoint(num []byte, verb rune, prec int) []byte {
	cut := len(num) // where the exponent begins
	hex := verb == 'x' || verb == 'X'
	point, first := false, -1
	digits := 0 // significant ones
	for i, c := range num {
		switch {
		case c == '.':
			point = true
			continue
		case c == 'p' || c == 'P' || (c == 'e' || c == 'E') && !hex:
			cut = i
		}
		if cut == i {
			break
		}
		if c != '0' && first < 0 { // in hexadecimal the x
			first = i
		}
		if first >= 0 {
			digits++
		}
	}
	want := 0
	if verb == 'g' || verb == 'G' || verb == 'x' || verb == 'v' {
		want = prec
		if want < 0 {
			want = 6
		}
	}
	if !point && cut == 1 && num[0] == '0' {
		digits++ // a lone zero is significant
	}
	tail := string(num[cut:])
	num = num[:cut]
	if !point {
		num = append(num, '.')
	}
	for ; digits < want; digits++ {
		num = append(num, '0')
	}
	return append(num, tail...)
}

func (p *pp) fmtComplex(v complex128, size int, verb rune) {
	switch verb {
	case 'v', 'b', 'g', 'G', 'x', 'X', 'f', 'F', 'e', 'E':
		plus, any := p.f.plus, p.f.any
		p.buf = append(p.buf, '(')
		p.fmtFloat(real(v), size/2, verb)
		p.f.plus, p.f.any = true, true
		p.fmtFloat(imag(v), size/2, verb)
		p.buf = append(p.buf, "i)"...)
		p.f.plus, p.f.any = plus, any
	default:
		p.badVerb(verb)
	}
}
