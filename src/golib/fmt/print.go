// Package fmt implements formatted I/O with functions analogous to C's printf and scanf.
//
// A pp formats one call into a buffer. Common types are formatted without reflection; the rest goes
// through printValue.
package fmt

import (
	"io"
	"os"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// State represents the printer state passed to custom formatters.
type State interface {
	// Write is the function to call to emit formatted output to be printed.
	Write(b []byte) (n int, err error)
	// Width returns the value of the width option and whether it has been set.
	Width() (wid int, ok bool)
	// Precision returns the value of the precision option and whether it has been set.
	Precision() (prec int, ok bool)
	// Flag reports whether the flag c, a character, has been set.
	Flag(c int) bool
}

// Formatter is implemented by any value that has a Format method.
type Formatter interface {
	Format(f State, verb rune)
}

// Stringer is implemented by any value that has a String method.
type Stringer interface {
	String() string
}

// GoStringer is implemented by any value that has a GoString method, used by %#v.
type GoStringer interface {
	GoString() string
}

// FormatString returns a string representing the fully qualified formatting directive captured by the State.
func FormatString(state State, verb rune) string {
	b := []byte{'%'}
	for _, c := range " +-#0" {
		if state.Flag(int(c)) {
			b = append(b, byte(c))
		}
	}
	if w, ok := state.Width(); ok {
		b = strconv.AppendInt(b, int64(w), 10)
	}
	if prec, ok := state.Precision(); ok {
		b = append(b, '.')
		b = strconv.AppendInt(b, int64(prec), 10)
	}
	return string(utf8.AppendRune(b, verb))
}

// pp is the state of one call.
type pp struct {
	buf       []byte
	f         flags
	arg       any           // the operand
	value     reflect.Value // instead of arg for reflect values
	reordered bool          // an argument index was used
	goodIndex bool          // the last one was sound
	panicking bool          // printing a panic of a method
	erroring  bool          // printing an error in the format: no methods
	wrapErrs  bool          // Errorf: %w is a verb
	wrapped   []int         // indices of %w's operands
}

// free holds printers for reuse. Taking and putting contain no call or loop, so no other goroutine
// runs between their steps.
var free []*pp

func newPrinter() *pp {
	n := len(free)
	if n == 0 {
		return new(pp)
	}
	p := free[n-1]
	free = free[:n-1]
	return p
}

func (p *pp) release() {
	if cap(p.buf) > 64<<10 {
		p.buf = nil
	}
	p.buf = p.buf[:0]
	p.arg = nil
	p.value = reflect.Value{}
	p.panicking, p.erroring, p.wrapErrs, p.wrapped = false, false, false, nil
	free = append(free, p)
}

func (p *pp) Width() (wid int, ok bool) { return p.f.wid, p.f.widPresent }

func (p *pp) Precision() (prec int, ok bool) { return p.f.prec, p.f.precPresent }

func (p *pp) Flag(c int) bool {
	switch c {
	case '-':
		return p.f.minus
	case '+':
		return p.f.plus || p.f.plusV
	case '#':
		return p.f.sharp || p.f.sharpV
	case ' ':
		return p.f.space
	case '0':
		return p.f.zero
	}
	return false
}

// Write implements State.
func (p *pp) Write(b []byte) (int, error) {
	p.buf = append(p.buf, b...)
	return len(b), nil
}

// WriteString implements io.StringWriter, for States that are asked for it.
func (p *pp) WriteString(s string) (int, error) {
	p.buf = append(p.buf, s...)
	return len(s), nil
}

// Fprintf formats according to a format specifier and writes to w.
func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	p := newPrinter()
	p.printf(format, a)
	n, err = w.Write(p.buf)
	p.release()
	return n, err
}

// Printf formats according to a format specifier and writes to standard output.
func Printf(format string, a ...any) (n int, err error) {
	return Fprintf(os.Stdout, format, a...)
}

// Sprintf formats according to a format specifier and returns the resulting string.
func Sprintf(format string, a ...any) string {
	p := newPrinter()
	p.printf(format, a)
	s := string(p.buf)
	p.release()
	return s
}

// Appendf formats according to a format specifier and appends the result to b.
func Appendf(b []byte, format string, a ...any) []byte {
	p := newPrinter()
	p.printf(format, a)
	b = append(b, p.buf...)
	p.release()
	return b
}

// Fprint formats using the default formats for its operands and writes to w.
func Fprint(w io.Writer, a ...any) (n int, err error) {
	p := newPrinter()
	p.print(a)
	n, err = w.Write(p.buf)
	p.release()
	return n, err
}

// Print formats using the default formats for its operands and writes to standard output.
func Print(a ...any) (n int, err error) {
	return Fprint(os.Stdout, a...)
}

// Sprint formats using the default formats for its operands and returns the resulting string.
func Sprint(a ...any) string {
	p := newPrinter()
	p.print(a)
	s := string(p.buf)
	p.release()
	return s
}

// Append formats using the default formats for its operands and appends the result to b.
func Append(b []byte, a ...any) []byte {
	p := newPrinter()
	p.print(a)
	b = append(b, p.buf...)
	p.release()
	return b
}

// Fprintln formats using the default formats for its operands, with spaces between, and writes a line to w.
func Fprintln(w io.Writer, a ...any) (n int, err error) {
	p := newPrinter()
	p.println(a)
	n, err = w.Write(p.buf)
	p.release()
	return n, err
}

// Println formats using the default formats for its operands and writes a line to standard output.
func Println(a ...any) (n int, err error) {
	return Fprintln(os.Stdout, a...)
}

// Sprintln formats using the default formats for its operands and returns the resulting line.
func Sprintln(a ...any) string {
	p := newPrinter()
	p.println(a)
	s := string(p.buf)
	p.release()
	return s
}

// Appendln formats using the default formats for its operands and appends the resulting line to b.
func Appendln(b []byte, a ...any) []byte {
	p := newPrinter()
	p.println(a)
	b = append(b, p.buf...)
	p.release()
	return b
}

func (p *pp) print(a []any) {
	p.f = flags{}
	wasString := false
	for i, arg := range a {
		isString := arg != nil && reflect.TypeOf(arg).Kind() == reflect.String
		if i > 0 && !isString && !wasString {
			p.buf = append(p.buf, ' ')
		}
		p.printArg(arg, 'v')
		wasString = isString
	}
}

func (p *pp) println(a []any) {
	p.f = flags{}
	for i, arg := range a {
		if i > 0 {
			p.buf = append(p.buf, ' ')
		}
		p.printArg(arg, 'v')
	}
	p.buf = append(p.buf, '\n')
}

// badVerb reports a verb that does not suit the operand: %!verb(type=value).
func (p *pp) badVerb(verb rune) {
	p.erroring = true
	p.buf = append(p.buf, "%!"...)
	p.buf = utf8.AppendRune(p.buf, verb)
	p.buf = append(p.buf, '(')
	switch {
	case p.arg != nil:
		p.buf = append(p.buf, reflect.TypeOf(p.arg).String()...)
		p.buf = append(p.buf, '=')
		p.printArg(p.arg, 'v')
	case p.value.IsValid():
		p.buf = append(p.buf, p.value.Type().String()...)
		p.buf = append(p.buf, '=')
		p.printValue(p.value, 'v', 0)
	default:
		p.buf = append(p.buf, "<nil>"...)
	}
	p.buf = append(p.buf, ')')
	p.erroring = false
}

// printArg formats one operand.
func (p *pp) printArg(arg any, verb rune) {
	p.arg = arg
	if p.value.IsValid() {
		p.value = reflect.Value{}
	}
	if arg == nil {
		if verb == 'T' || verb == 'v' {
			p.padString("<nil>")
		} else {
			p.badVerb(verb)
		}
		return
	}
	switch verb {
	case 'T':
		p.fmtString(reflect.TypeOf(arg).String(), 's')
		return
	case 'p':
		p.fmtPointer(reflect.ValueOf(arg), 'p')
		return
	}
	switch v := arg.(type) {
	case string:
		p.fmtString(v, verb)
	case int:
		p.fmtInteger(uint64(v), true, verb)
	case bool:
		p.fmtBool(v, verb)
	case float64:
		p.fmtFloat(v, 64, verb)
	case rune:
		p.fmtInteger(uint64(v), true, verb)
	case int64:
		p.fmtInteger(uint64(v), true, verb)
	case uint8:
		p.fmtInteger(uint64(v), false, verb)
	case uint64:
		p.fmtInteger(v, false, verb)
	case []byte:
		p.fmtBytes(v, verb, "[]byte")
	case float32:
		p.fmtFloat(float64(v), 32, verb)
	case int8:
		p.fmtInteger(uint64(v), true, verb)
	case int16:
		p.fmtInteger(uint64(v), true, verb)
	case uint:
		p.fmtInteger(uint64(v), false, verb)
	case uint16:
		p.fmtInteger(uint64(v), false, verb)
	case uint32:
		p.fmtInteger(uint64(v), false, verb)
	case uintptr:
		p.fmtInteger(uint64(v), false, verb)
	case complex64:
		p.fmtComplex(complex128(v), 64, verb)
	case complex128:
		p.fmtComplex(v, 128, verb)
	case []int:
		if verb == 'v' && !p.f.any {
			p.ints(v)
		} else if !p.handleMethods(verb) {
			p.printValue(reflect.ValueOf(v), verb, 0)
		}
	case []string:
		if verb == 'v' && !p.f.any {
			p.strings(v)
		} else if !p.handleMethods(verb) {
			p.printValue(reflect.ValueOf(v), verb, 0)
		}
	case reflect.Value:
		// What the value holds gets its methods asked, if it can be had.
		if v.IsValid() && v.CanInterface() {
			p.arg = v.Interface()
			if p.handleMethods(verb) {
				return
			}
		} else if v.IsValid() {
			p.arg = nil
		}
		p.printValue(v, verb, 0)
	default:
		if !p.handleMethods(verb) {
			p.printValue(reflect.ValueOf(arg), verb, 0)
		}
	}
}

// ints and strings are the common slices in their plain form.
func (p *pp) ints(v []int) {
	b := append(p.buf, '[')
	for i, x := range v {
		if i > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendInt(b, int64(x), 10)
	}
	p.buf = append(b, ']')
}

func (p *pp) strings(v []string) {
	p.buf = append(p.buf, '[')
	p.buf = append(p.buf, strings.Join(v, " ")...)
	p.buf = append(p.buf, ']')
}

// handleMethods lets the operand format itself, and reports whether it did.
func (p *pp) handleMethods(verb rune) (handled bool) {
	if p.erroring {
		return false
	}
	if verb == 'w' {
		// Errorf's verb for an error; anywhere else it is a mistake.
		_, ok := p.arg.(error)
		if !ok || !p.wrapErrs {
			p.badVerb(verb)
			return true
		}
		verb = 'v'
	}
	if f, ok := p.arg.(Formatter); ok {
		handled = true // even if it panics
		defer p.catchPanic(p.arg, verb, "Format")
		f.Format(p, verb)
		return true
	}
	if p.f.sharpV {
		if s, ok := p.arg.(GoStringer); ok {
			handled = true
			defer p.catchPanic(p.arg, verb, "GoString")
			p.padString(p.truncate(s.GoString()))
			return true
		}
		return false
	}
	switch verb {
	case 'v', 's', 'x', 'X', 'q':
		switch v := p.arg.(type) {
		case error:
			handled = true
			defer p.catchPanic(p.arg, verb, "Error")
			p.fmtString(v.Error(), verb)
			return true
		case Stringer:
			handled = true
			defer p.catchPanic(p.arg, verb, "String")
			p.fmtString(v.String(), verb)
			return true
		}
	}
	return false
}

// catchPanic, deferred around a method call, prints its panic instead of its result.
func (p *pp) catchPanic(arg any, verb rune, method string) {
	err := recover()
	if err == nil {
		return
	}
	if v := reflect.ValueOf(arg); v.Kind() == reflect.Pointer && v.IsNil() {
		p.buf = append(p.buf, "<nil>"...)
		return
	}
	if p.panicking {
		panic(err) // while printing a panic: give up
	}
	old := p.f
	p.f = flags{}
	p.buf = append(p.buf, "%!"...)
	p.buf = utf8.AppendRune(p.buf, verb)
	p.buf = append(p.buf, "(PANIC="...)
	p.buf = append(p.buf, method...)
	p.buf = append(p.buf, " method: "...)
	p.panicking = true
	p.printArg(err, 'v')
	p.panicking = false
	p.buf = append(p.buf, ')')
	p.f = old
}

// fmtBytes formats a byte slice or array; typ is its type's name.
func (p *pp) fmtBytes(v []byte, verb rune, typ string) {
	switch verb {
	case 'v', 'd':
		if p.f.sharpV {
			p.buf = append(p.buf, typ...)
			if v == nil {
				p.buf = append(p.buf, "(nil)"...)
				return
			}
			p.buf = append(p.buf, '{')
			for i, c := range v {
				if i > 0 {
					p.buf = append(p.buf, ", "...)
				}
				p.hex0x(uint64(c), true)
			}
			p.buf = append(p.buf, '}')
			return
		}
		p.buf = append(p.buf, '[')
		for i, c := range v {
			if i > 0 {
				p.buf = append(p.buf, ' ')
			}
			p.integer(uint64(c), 10, false, verb)
		}
		p.buf = append(p.buf, ']')
	case 's', 'x', 'X', 'q':
		p.fmtString(string(v), verb)
	default:
		p.printValue(reflect.ValueOf(v), verb, 0)
	}
}

// fmtPointer formats what has an address: the address.
func (p *pp) fmtPointer(value reflect.Value, verb rune) {
	var u uint64
	switch value.Kind() {
	case reflect.Chan, reflect.Func, reflect.Map, reflect.Pointer, reflect.Slice, reflect.UnsafePointer:
		u = uint64(value.Pointer())
	default:
		p.badVerb(verb)
		return
	}
	switch verb {
	case 'v':
		if p.f.sharpV {
			p.buf = append(p.buf, '(')
			p.buf = append(p.buf, value.Type().String()...)
			p.buf = append(p.buf, ")("...)
			if u == 0 {
				p.buf = append(p.buf, "nil"...)
			} else {
				p.hex0x(u, true)
			}
			p.buf = append(p.buf, ')')
		} else if u == 0 {
			p.padString("<nil>")
		} else {
			p.hex0x(u, !p.f.sharp)
		}
	case 'p':
		p.hex0x(u, !p.f.sharp)
	case 'b', 'o', 'd', 'x', 'X':
		p.fmtInteger(u, false, verb)
	default:
		p.badVerb(verb)
	}
}
