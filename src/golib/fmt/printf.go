package fmt

import (
	"reflect"
	"strings"
	"unicode/utf8"
)

const tooLarge = 1e6 // widths, precisions and indices beyond are not believed

// number reads decimal digits of s at i. ok is false when there are none or too many of them.
func number(s string, i int) (n int, ok bool, next int) {
	for next = i; next < len(s) && '0' <= s[next] && s[next] <= '9'; next++ {
		if n > tooLarge {
			return 0, false, len(s)
		}
		n = n*10 + int(s[next]-'0')
		ok = true
	}
	return n, ok, next
}

// intArg takes the operand for a *; ok is false when it is no believable integer.
func intArg(a []any, k int) (n int, ok bool, next int) {
	if k >= len(a) {
		return 0, false, k
	}
	n, ok = a[k].(int)
	if !ok {
		switch v := reflect.ValueOf(a[k]); v.Kind() {
		case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
			n = int(v.Int())
			ok = int64(n) == v.Int()
		case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
			n = int(v.Uint())
			ok = n >= 0
		}
	}
	if n > tooLarge || n < -tooLarge {
		return 0, false, k + 1
	}
	return n, ok, k + 1
}

// index reads an argument index [n] of format at i, if there is one. k is the operand to use next.
func (p *pp) index(format string, i, k, count int) (next, nextArg int, found bool) {
	if i >= len(format) || format[i] != '[' {
		return i, k, false
	}
	p.reordered = true
	end := strings.IndexByte(format[i:], ']')
	if end < 0 || len(format)-i < 3 {
		p.goodIndex = false
		return i + 1, k, false
	}
	n, ok, stop := number(format, i+1)
	if !ok || stop != i+end {
		p.goodIndex = false
		return i + end + 1, k, false
	}
	if n < 1 || n > count {
		p.goodIndex = false
		return i + end + 1, k, true
	}
	return i + end + 1, n - 1, true
}

// complain appends %!verb and a text in parentheses.
func (p *pp) complain(verb rune, text string) {
	p.buf = append(p.buf, "%!"...)
	p.buf = utf8.AppendRune(p.buf, verb)
	p.buf = append(p.buf, text...)
}

// readFlags reads the flags of format at i.
func (p *pp) readFlags(format string, i int) int {
	p.f = flags{}
	for ; i < len(format); i++ {
		switch format[i] {
		case '#':
			p.f.sharp = true
		case '0':
			p.f.zero = true
		case '+':
			p.f.plus = true
		case '-':
			p.f.minus = true
		case ' ':
			p.f.space = true
		default:
			return i
		}
		p.f.any = true
	}
	return i
}

// readSizes reads width and precision of format at i, and the argument indices among them.
func (p *pp) readSizes(format string, i, k int, a []any) (next, nextArg int, indexed bool) {
	i, k, indexed = p.index(format, i, k, len(a))
	if i < len(format) && format[i] == '*' {
		i++
		p.f.wid, p.f.widPresent, k = intArg(a, k)
		if !p.f.widPresent {
			p.buf = append(p.buf, "%!(BADWIDTH)"...)
		}
		if p.f.wid < 0 {
			p.f.wid = -p.f.wid
			p.f.minus = true
			p.f.zero = false
		}
		indexed = false
	} else {
		p.f.wid, p.f.widPresent, i = number(format, i)
		if indexed && p.f.widPresent {
			p.goodIndex = false // [3]2d
		}
	}
	if i+1 < len(format) && format[i] == '.' {
		i++
		if indexed {
			p.goodIndex = false // [3].2d
		}
		i, k, indexed = p.index(format, i, k, len(a))
		if i < len(format) && format[i] == '*' {
			i++
			p.f.prec, p.f.precPresent, k = intArg(a, k)
			if p.f.prec < 0 {
				p.f.prec = 0
				p.f.precPresent = false
			}
			if !p.f.precPresent {
				p.buf = append(p.buf, "%!(BADPREC)"...)
			}
			indexed = false
		} else {
			p.f.prec, p.f.precPresent, i = number(format, i)
			if !p.f.precPresent {
				p.f.prec = 0
				p.f.precPresent = true
			}
		}
	}
	if !indexed {
		i, k, indexed = p.index(format, i, k, len(a))
	}
	p.f.any = p.f.any || p.f.widPresent || p.f.precPresent
	return i, k, indexed
}

// printf is the heart of the Printf family.
func (p *pp) printf(format string, a []any) {
	k := 0 // operand to use next
	p.reordered = false
	for i := 0; i < len(format); {
		n := strings.IndexByte(format[i:], '%')
		if n < 0 {
			p.buf = append(p.buf, format[i:]...)
			break
		}
		p.buf = append(p.buf, format[i:i+n]...)
		p.goodIndex = true
		i = p.readFlags(format, i+n+1)
		if i < len(format) && (format[i] < 'a' || format[i] > 'z') {
			i, k, _ = p.readSizes(format, i, k, a)
		}
		if i >= len(format) {
			p.buf = append(p.buf, "%!(NOVERB)"...)
			break
		}
		verb, size := rune(format[i]), 1
		if verb >= utf8.RuneSelf {
			verb, size = utf8.DecodeRuneInString(format[i:])
		}
		i += size
		switch {
		case verb == '%':
			p.buf = append(p.buf, '%')
		case !p.goodIndex:
			p.complain(verb, "(BADINDEX)")
		case k >= len(a):
			p.complain(verb, "(MISSING)")
		default:
			p.operand(a[k], verb, k)
			k++
		}
	}
	if !p.reordered && k < len(a) {
		p.extra(a[k:])
	}
}

// operand formats one operand by its verb; k is its index.
func (p *pp) operand(arg any, verb rune, k int) {
	switch verb {
	case 'w':
		p.wrapped = append(p.wrapped, k)
		p.vFlags()
	case 'v':
		if p.f.any {
			p.vFlags()
		}
	}
	p.printArg(arg, verb)
}

// vFlags gives # and + the meaning they have with %v.
func (p *pp) vFlags() {
	p.f.sharpV, p.f.sharp = p.f.sharp, false
	p.f.plusV, p.f.plus = p.f.plus, false
}

// extra reports operands that no verb has used.
func (p *pp) extra(a []any) {
	p.f = flags{}
	p.buf = append(p.buf, "%!(EXTRA "...)
	for i, arg := range a {
		if i > 0 {
			p.buf = append(p.buf, ", "...)
		}
		if arg == nil {
			p.buf = append(p.buf, "<nil>"...)
			continue
		}
		p.buf = append(p.buf, reflect.TypeOf(arg).String()...)
		p.buf = append(p.buf, '=')
		p.printArg(arg, 'v')
	}
	p.buf = append(p.buf, ')')
}
