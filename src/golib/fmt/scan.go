package fmt

import (
	"errors"
	"io"
	"os"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ScanState represents the scanner state passed to custom scanners.
type ScanState interface {
	ReadRune() (r rune, size int, err error)
	UnreadRune() error
	SkipSpace()
	Token(skipSpace bool, f func(rune) bool) (token []byte, err error)
	Width() (wid int, ok bool)
	Read(buf []byte) (n int, err error)
}

// Scanner is implemented by any value that has a Scan method.
type Scanner interface {
	Scan(state ScanState, verb rune) error
}

const (
	endOfInput = -1
	noWidth    = 1 << 30
)

// ss is the state of one call.
type ss struct {
	r            io.RuneScanner
	token        []byte
	count        int // runes read so far
	limit        int // count at which the current operand's width ends
	width        int // of the current operand; noWidth: none
	newlineSpace bool
	newlineEnds  bool
	sawEOF       bool
}

// scanFailure carries an error up through panic.
type scanFailure struct {
	err error
}

func fail(text string) { panic(scanFailure{errors.New(text)}) }

// runeReader makes a RuneScanner of a Reader, reading a byte at a time to take no more than needed.
type runeReader struct {
	r       io.Reader
	last    rune
	size    int
	pending []byte // bytes of an incomplete encoding
	unread  bool
}

func (x *runeReader) ReadRune() (r rune, size int, err error) {
	if x.unread {
		x.unread = false
		return x.last, x.size, nil
	}
	var one [1]byte
	for len(x.pending) == 0 || !utf8.FullRune(x.pending) {
		n, err := io.ReadFull(x.r, one[:])
		if n == 0 {
			if len(x.pending) > 0 && err == io.EOF {
				break
			}
			return 0, 0, err
		}
		x.pending = append(x.pending, one[0])
	}
	x.last, x.size = utf8.DecodeRune(x.pending)
	x.pending = append(x.pending[:0], x.pending[x.size:]...)
	return x.last, x.size, nil
}

func (x *runeReader) UnreadRune() error {
	x.unread = true
	return nil
}

func newScan(r io.Reader, newlineSpace, newlineEnds bool) *ss {
	s := &ss{newlineSpace: newlineSpace, newlineEnds: newlineEnds, limit: noWidth, width: noWidth}
	if rs, ok := r.(io.RuneScanner); ok {
		s.r = rs
	} else {
		s.r = &runeReader{r: r}
	}
	return s
}

func (s *ss) Read(buf []byte) (n int, err error) {
	return 0, errors.New("ScanState's Read should not be called. Use ReadRune")
}

func (s *ss) ReadRune() (r rune, size int, err error) {
	if s.sawEOF || s.count >= s.limit {
		return 0, 0, io.EOF
	}
	r, size, err = s.r.ReadRune()
	if err == nil {
		s.count++
	}
	if err == io.EOF || (r == '\n' && s.newlineEnds) {
		s.sawEOF = true
	}
	return r, size, err
}

func (s *ss) UnreadRune() error {
	s.r.UnreadRune()
	s.sawEOF = false
	s.count--
	return nil
}

func (s *ss) Width() (wid int, ok bool) {
	if s.width == noWidth {
		return 0, false
	}
	return s.width, true
}

// rune reads a rune, endOfInput at the end.
func (s *ss) rune() rune {
	r, _, err := s.ReadRune()
	if err == io.EOF {
		return endOfInput
	}
	if err != nil {
		panic(scanFailure{err})
	}
	return r
}

// need reads a rune that must be there.
func (s *ss) need() rune {
	r := s.rune()
	if r == endOfInput {
		panic(scanFailure{io.ErrUnexpectedEOF})
	}
	return r
}

func isSpace(r rune) bool { return unicode.IsSpace(r) }

// SkipSpace skips white space; a newline only where it counts as such.
func (s *ss) SkipSpace() {
	for {
		r := s.rune()
		switch {
		case r == endOfInput:
			return
		case r == '\r' && s.peek("\n"):
		case r == '\n':
			if !s.newlineSpace {
				fail("unexpected newline")
			}
		case !isSpace(r):
			s.UnreadRune()
			return
		}
	}
}

// Token reads runes that satisfy f, by default those that are no space.
func (s *ss) Token(skipSpace bool, f func(rune) bool) (token []byte, err error) {
	defer func() {
		if e := recover(); e != nil {
			if failure, ok := e.(scanFailure); ok {
				err = failure.err
				return
			}
			panic(e)
		}
	}()
	if f == nil {
		f = func(r rune) bool { return !isSpace(r) }
	}
	s.token = nil
	if skipSpace {
		s.SkipSpace()
	}
	s.while(f)
	return s.token, nil
}

// while reads runes that satisfy f onto the token.
func (s *ss) while(f func(rune) bool) {
	for {
		r := s.rune()
		if r == endOfInput {
			return
		}
		if !f(r) {
			s.UnreadRune()
			return
		}
		s.token = utf8.AppendRune(s.token, r)
	}
}

// accept reads one rune of set onto the token, if it is next.
func (s *ss) accept(set string) bool {
	r := s.rune()
	if r == endOfInput {
		return false
	}
	if strings.IndexRune(set, r) < 0 {
		s.UnreadRune()
		return false
	}
	s.token = utf8.AppendRune(s.token, r)
	return true
}

func (s *ss) peek(set string) bool {
	r := s.rune()
	if r != endOfInput {
		s.UnreadRune()
	}
	return strings.IndexRune(set, r) >= 0
}

// notEOF panics at the end of input.
func (s *ss) notEOF() {
	if s.rune() == endOfInput {
		panic(io.EOF)
	}
	s.UnreadRune()
}

// recoverFailure, deferred, turns a failure into the call's error.
func recoverFailure(err *error) {
	e := recover()
	if e == nil {
		return
	}
	if failure, ok := e.(scanFailure); ok {
		*err = failure.err
	} else if e == io.EOF {
		*err = io.EOF
	} else {
		panic(e)
	}
}

// checkVerb fails when the verb does not suit the type.
func checkVerb(verb rune, ok, typ string) {
	if strings.IndexRune(ok, verb) < 0 {
		fail("bad verb '%" + string(verb) + "' for " + typ)
	}
}

func (s *ss) boolean(verb rune) bool {
	s.SkipSpace()
	s.notEOF()
	checkVerb(verb, "tv", "boolean")
	switch s.need() {
	case '0':
		return false
	case '1':
		return true
	case 't', 'T':
		if s.accept("rR") && (!s.accept("uU") || !s.accept("eE")) {
			fail("syntax error scanning boolean")
		}
		return true
	case 'f', 'F':
		if s.accept("aA") && (!s.accept("lL") || !s.accept("sS") || !s.accept("eE")) {
			fail("syntax error scanning boolean")
		}
		return false
	}
	return false
}

const (
	binary      = "01"
	octal       = "01234567"
	decimal     = "0123456789"
	hexadecimal = "0123456789aAbBcCdDeEfF"
)

// base returns the base and digits that a verb stands for.
func base(verb rune, typ string) (int, string) {
	checkVerb(verb, "bdoUxXv", typ)
	switch verb {
	case 'b':
		return 2, binary
	case 'o':
		return 8, octal
	case 'x', 'X', 'U':
		return 16, hexadecimal
	}
	return 10, decimal
}

// number reads digits onto the token, and perhaps the prefix that tells their base.
func (s *ss) number(verb rune, base int, digits string) int {
	found := false
	if verb == 'U' {
		if !s.accept("U") || !s.accept("+") {
			fail("bad unicode format ")
		}
	} else if verb == 'v' {
		s.notEOF()
		if s.accept("0") {
			switch {
			case s.accept("bB"):
				base, digits, found = 0, binary+"_", true
			case s.accept("oO"):
				base, digits, found = 0, octal+"_", true
			case s.accept("xX"):
				base, digits, found = 0, hexadecimal+"_", true
			default:
				base, digits, found = 0, octal+"_", true
			}
		} else {
			base, digits = 0, decimal+"_"
		}
	}
	if !found {
		s.notEOF()
		if !s.accept(digits) {
			fail("expected integer")
		}
	}
	for s.accept(digits) {
	}
	if verb == 'U' {
		s.token = s.token[2:]
	}
	return base
}

// character reads a rune for %c into an integer of so many bits.
func (s *ss) character(bits int) int64 {
	s.notEOF()
	r := int64(s.rune())
	if n := uint(64 - bits); r<<n>>n != r {
		fail("overflow on character value " + string(rune(r)))
	}
	return r
}

func (s *ss) integer(verb rune, bits int) int64 {
	if verb == 'c' {
		return s.character(bits)
	}
	s.SkipSpace()
	s.notEOF()
	b, digits := base(verb, "integer")
	s.token = nil
	signed := verb != 'U' && s.accept("+-")
	var text string
	if signed {
		sign := string(s.token)
		s.token = nil
		b = s.number(verb, b, digits)
		text = sign + string(s.token)
	} else {
		b = s.number(verb, b, digits)
		text = string(s.token)
	}
	i, err := strconv.ParseInt(text, b, 64)
	if err != nil {
		panic(scanFailure{err})
	}
	if n := uint(64 - bits); i<<n>>n != i {
		fail("integer overflow on token " + text)
	}
	return i
}

func (s *ss) unsigned(verb rune, bits int) uint64 {
	if verb == 'c' {
		return uint64(s.character(bits))
	}
	s.SkipSpace()
	s.notEOF()
	b, digits := base(verb, "integer")
	s.token = nil
	b = s.number(verb, b, digits)
	text := string(s.token)
	u, err := strconv.ParseUint(text, b, 64)
	if err != nil {
		panic(scanFailure{err})
	}
	if n := uint(64 - bits); u<<n>>n != u {
		fail("unsigned integer overflow on token " + text)
	}
	return u
}

// floatToken reads what may be a floating-point number.
func (s *ss) floatToken() string {
	s.token = nil
	if s.accept("nN") && s.accept("aA") && s.accept("nN") {
		return string(s.token)
	}
	s.accept("+-")
	if s.accept("iI") && s.accept("nN") && s.accept("fF") {
		return string(s.token)
	}
	digits, exponent := decimal+"_", "eEpP"
	if s.accept("0") && s.accept("xX") {
		digits, exponent = hexadecimal+"_", "pP"
	}
	for s.accept(digits) {
	}
	if s.accept(".") {
		for s.accept(digits) {
		}
	}
	if s.accept(exponent) {
		s.accept("+-")
		for s.accept(decimal + "_") {
		}
	}
	return string(s.token)
}

// convert converts a token; a decimal mantissa may have a binary exponent.
func (s *ss) convert(text string, bits int) float64 {
	if p := strings.IndexAny(text, "pP"); p >= 0 && !strings.ContainsAny(text, "xX") {
		f, err := strconv.ParseFloat(text[:p], bits)
		if err != nil {
			if e, ok := err.(*strconv.NumError); ok {
				e.Num = text
			}
			panic(scanFailure{err})
		}
		n, err := strconv.Atoi(text[p+1:])
		if err != nil {
			if e, ok := err.(*strconv.NumError); ok {
				e.Num = text
			}
			panic(scanFailure{err})
		}
		for ; n > 0; n-- {
			f *= 2
		}
		for ; n < 0; n++ {
			f /= 2
		}
		return f
	}
	f, err := strconv.ParseFloat(text, bits)
	if err != nil {
		panic(scanFailure{err})
	}
	return f
}

func (s *ss) float(verb rune, bits int) float64 {
	checkVerb(verb, "beEfFgGv", "float"+strconv.Itoa(bits))
	s.SkipSpace()
	s.notEOF()
	return s.convert(s.floatToken(), bits)
}

func (s *ss) complex(verb rune, bits int) complex128 {
	checkVerb(verb, "beEfFgGv", "complex")
	s.SkipSpace()
	s.notEOF()
	parens := s.accept("(")
	re := s.floatToken()
	s.token = nil
	if !s.accept("+-") {
		fail("syntax error scanning complex number")
	}
	sign := string(s.token)
	im := s.floatToken()
	if !s.accept("i") || parens && !s.accept(")") {
		fail("syntax error scanning complex number")
	}
	return complex(s.convert(re, bits/2), s.convert(sign+im, bits/2))
}

func hexDigit(r rune) int {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0')
	case 'a' <= r && r <= 'f':
		return int(r-'a') + 10
	case 'A' <= r && r <= 'F':
		return int(r-'A') + 10
	}
	return -1
}

// hexBytes reads pairs of hexadecimal digits.
func (s *ss) hexBytes() string {
	s.notEOF()
	var out []byte
	for {
		r := s.rune()
		if r == endOfInput {
			break
		}
		hi := hexDigit(r)
		if hi < 0 {
			s.UnreadRune()
			break
		}
		lo := hexDigit(s.need())
		if lo < 0 {
			fail("illegal hex digit")
		}
		out = append(out, byte(hi<<4|lo))
	}
	if len(out) == 0 {
		fail("no hex data for %x string")
	}
	return string(out)
}

// quoted reads a quoted string.
func (s *ss) quoted() string {
	s.notEOF()
	quote := s.need()
	s.token = nil
	switch quote {
	case '`':
		for {
			r := s.need()
			if r == quote {
				return string(s.token)
			}
			s.token = utf8.AppendRune(s.token, r)
		}
	case '"':
		s.token = append(s.token, '"')
		for {
			r := s.need()
			s.token = utf8.AppendRune(s.token, r)
			if r == '\\' {
				s.token = utf8.AppendRune(s.token, s.need())
			} else if r == '"' {
				break
			}
		}
		text, err := strconv.Unquote(string(s.token))
		if err != nil {
			panic(scanFailure{err})
		}
		return text
	}
	fail("expected quoted string")
	return ""
}

func (s *ss) text(verb rune) string {
	checkVerb(verb, "svqxX", "string")
	s.SkipSpace()
	s.notEOF()
	switch verb {
	case 'q':
		return s.quoted()
	case 'x', 'X':
		return s.hexBytes()
	}
	s.token = nil
	s.while(func(r rune) bool { return !isSpace(r) })
	return string(s.token)
}

// one scans one operand.
func (s *ss) one(verb rune, arg any) {
	if v, ok := arg.(Scanner); ok {
		if err := v.Scan(s, verb); err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			panic(scanFailure{err})
		}
		return
	}
	s.token = nil
	switch v := arg.(type) {
	case *int:
		*v = int(s.integer(verb, 64))
		return
	case *string:
		*v = s.text(verb)
		return
	case *float64:
		*v = s.float(verb, 64)
		return
	case *[]byte:
		*v = []byte(s.text(verb))
		return
	}
	p := reflect.ValueOf(arg)
	if p.Kind() != reflect.Pointer {
		fail("type not a pointer: " + p.Type().String())
	}
	switch v := p.Elem(); v.Kind() {
	case reflect.Bool:
		v.SetBool(s.boolean(verb))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(s.integer(verb, v.Type().Bits()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		v.SetUint(s.unsigned(verb, v.Type().Bits()))
	case reflect.String:
		v.SetString(s.text(verb))
	case reflect.Slice:
		if v.Type().Elem().Kind() != reflect.Uint8 {
			fail("can't scan type: " + p.Type().String())
		}
		v.SetBytes([]byte(s.text(verb)))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(s.float(verb, v.Type().Bits()))
	case reflect.Complex64, reflect.Complex128:
		v.SetComplex(s.complex(verb, v.Type().Bits()))
	default:
		fail("can't scan type: " + p.Type().String())
	}
}

// scan is Fscan and Fscanln.
func (s *ss) scan(a []any) (n int, err error) {
	defer recoverFailure(&err)
	if s.rune() == endOfInput {
		panic(io.EOF)
	}
	s.UnreadRune()
	for _, v := range a {
		s.one('v', v)
		n++
	}
	if s.newlineEnds {
		for {
			r := s.rune()
			if r == '\n' || r == endOfInput {
				break
			}
			if !isSpace(r) {
				fail("expected newline")
			}
		}
	}
	return n, nil
}

// Fscan scans text read from r, storing successive space-separated values into successive arguments.
func Fscan(r io.Reader, a ...any) (n int, err error) { return newScan(r, true, false).scan(a) }

// Fscanln is similar to Fscan, but stops scanning at a newline.
func Fscanln(r io.Reader, a ...any) (n int, err error) { return newScan(r, false, true).scan(a) }

// Fscanf scans text read from r, as determined by the format.
func Fscanf(r io.Reader, format string, a ...any) (n int, err error) {
	return newScan(r, false, false).scanf(format, a)
}

// Scan scans text read from standard input.
func Scan(a ...any) (n int, err error) { return Fscan(os.Stdin, a...) }

// Scanln is similar to Scan, but stops scanning at a newline.
func Scanln(a ...any) (n int, err error) { return Fscanln(os.Stdin, a...) }

// Scanf scans text read from standard input, as determined by the format.
func Scanf(format string, a ...any) (n int, err error) { return Fscanf(os.Stdin, format, a...) }

// Sscan scans the argument string.
func Sscan(str string, a ...any) (n int, err error) { return Fscan(strings.NewReader(str), a...) }

// Sscanln is similar to Sscan, but stops scanning at a newline.
func Sscanln(str string, a ...any) (n int, err error) {
	return Fscanln(strings.NewReader(str), a...)
}

// Sscanf scans the argument string, as determined by the format.
func Sscanf(str string, format string, a ...any) (n int, err error) {
	return Fscanf(strings.NewReader(str), format, a...)
}

// advance matches the text of format up to its next verb against the input: it returns the length
// matched, -1 when they differ. Newlines must match newlines; other space matches any.
func (s *ss) advance(format string) (i int) {
	for i < len(format) {
		c, w := utf8.DecodeRuneInString(format[i:])
		if isSpace(c) {
			newlines := 0
			trailing := false
			for isSpace(c) && i < len(format) {
				if c == '\n' {
					newlines++
					trailing = false
				} else {
					trailing = true
				}
				i += w
				c, w = utf8.DecodeRuneInString(format[i:])
			}
			for k := 0; k < newlines; k++ {
				in := s.rune()
				for isSpace(in) && in != '\n' {
					in = s.rune()
				}
				if in != '\n' && in != endOfInput {
					fail("newline in format does not match input")
				}
			}
			if trailing {
				in := s.rune()
				if newlines == 0 {
					if !isSpace(in) && in != endOfInput {
						fail("expected space in input to match format")
					}
					if in == '\n' {
						fail("newline in input does not match format")
					}
				}
				for isSpace(in) && in != '\n' {
					in = s.rune()
				}
				if in != endOfInput {
					s.UnreadRune()
				}
			}
			continue
		}
		if c == '%' {
			if i+w == len(format) {
				fail("missing verb: % at end of format string")
			}
			if next, _ := utf8.DecodeRuneInString(format[i+w:]); next != '%' {
				return i
			}
			i += w // %% matches a percent sign
		}
		in := s.need()
		if in != c {
			s.UnreadRune()
			return -1
		}
		i += w
	}
	return i
}

func (s *ss) scanf(format string, a []any) (n int, err error) {
	defer recoverFailure(&err)
	for i := 0; i < len(format); {
		w := s.advance(format[i:])
		if w > 0 {
			i += w
			continue
		}
		if format[i] != '%' {
			if w < 0 {
				fail("input does not match format")
			}
			break
		}
		i++
		width, given, next := number(format, i)
		i = next
		s.width = noWidth
		if given {
			s.width = width
		}
		verb, size := utf8.DecodeRuneInString(format[i:])
		i += size
		if verb != 'c' {
			s.SkipSpace()
		}
		if verb == '%' { // after space
			s.notEOF()
			if !s.accept("%") {
				fail("missing literal %")
			}
			continue
		}
		s.limit = noWidth
		if given {
			s.limit = s.count + width
		}
		if n >= len(a) {
			fail("too few operands for format '%" + format[i-size:] + "'")
		}
		s.one(verb, a[n])
		n++
		s.limit = noWidth
	}
	if n < len(a) {
		fail("too many operands")
	}
	return n, nil
}
