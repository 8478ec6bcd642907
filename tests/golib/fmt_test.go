package test

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand"
	myfmt "oracle/fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unsafe"
)

type stringer struct{ n int }

func (s stringer) String() string { return fmt.Sprintf("<%d>", s.n) }

type ptrStringer struct{ n int }

func (s *ptrStringer) String() string { return fmt.Sprintf("<%d>", s.n) }

type failing int

func (f failing) Error() string { panic(fmt.Sprintf("failing %d", int(f))) }

type goStringer struct{ n int }

func (g goStringer) GoString() string { return "goStringer!" }

type namedInt int
type namedString string
type namedBytes []byte
type namedByte byte

type inner struct {
	A int
	B string
}

type outer struct {
	inner
	C    *inner
	D    any
	E    []byte
	F    map[string]int
	g    error
	h    func()
	i    stringer
	J    stringer
	K    [3]namedByte
	L    chan int
	f    float32
	m    time.Duration
	n    *int
	last struct{}
}

type list []any

var five = 5

func operands() []any {
	var nilErr error
	var nilPtr *inner
	var nilStringer *ptrStringer
	var nilMap map[string]int
	var nilSlice []int
	var nilFunc func()
	return []any{
		nil, true, false, 0, 1, -1, 42, -123456789, math.MaxInt64, math.MinInt64, int8(-5), int16(7), int32('x'), '世', int64(1 << 40),
		uint(3), uint8(200), uint16(9), uint32(0x1F600), uint64(math.MaxUint64), uintptr(0xdead),
		0.0, 1.0, -1.5, 3.14159, 1e6, 1e20, 1e21, 1e-5, 123456789.0, math.Inf(1), math.Inf(-1), math.NaN(), math.Copysign(0, -1), float32(0.1), float32(16777216), 5e-324,
		complex(1, -2), complex64(complex(0.5, 1e10)), complex(math.NaN(), math.Inf(-1)),
		"", "hello", "héllo, 世界\n", "a\xffb", "with `backquote`", "tab\tquote\"", []byte("bytes\x00"), []byte(nil), []byte{}, namedBytes("nb"), namedString("ns"), namedInt(3),
		[]int{1, -2, 3}, []int{}, nilSlice, []string{"a", "b c"}, []string{}, [3]int{1, 2, 3}, [2]byte{1, 255}, []namedByte{1, 2}, []any{1, "x", nil, 2.5}, list{1, list{}},
		map[string]int{"b": 2, "a": 1, "c": 3}, map[int]string{3: "c", -1: "z"}, nilMap, map[any]int{1: 1, "a": 2, 2.5: 3, nil: 4, true: 5}, map[[2]int]bool{{2, 1}: true, {1, 2}: false},
		map[float64]int{math.NaN(): 1, math.Inf(-1): 2, 0: 3}, map[bool]int{true: 1, false: 0}, map[inner]int{{2, "a"}: 1, {1, "z"}: 2},
		inner{1, "x"}, &inner{2, "y"}, nilPtr, struct{}{}, struct {
			X, y any
		}{1, "q"}, outer{C: nil, D: stringer{1}, E: []byte("e"), F: map[string]int{"k": 1}, g: errors.New("inner error"), i: stringer{2}, J: stringer{3}, m: time.Second},
		&outer{}, stringer{7}, &stringer{8}, ptrStringer{9}, nilStringer, []stringer{{1}, {2}}, []*inner{nil}, failing(3), goStringer{1}, []goStringer{{1}},
		errors.New("an error"), &[]int{1}, &map[string]int{"a": 1}, &[2]int{3, 4}, nilFunc, (chan int)(nil), unsafe.Pointer(nil), (*int)(nil),
		reflect.ValueOf(5), reflect.ValueOf("s"), reflect.ValueOf(outer{}).Field(6), reflect.Value{}, reflect.TypeOf(3), time.Duration(1500) * time.Millisecond,
		[]error{errors.New("e1"), nil}, nilErr, [][]int{{1}, {2, 3}, nil}, [2][]string{{"a"}, nil}, map[string][]int{"x": {1}}, struct{ P *int }{nil},
		struct{ E error }{nil}, struct{ E error }{errors.New("x")}, [0]int{}, []bool{true, false}, []float64{1, 2.5}, []complex128{1i}, []uintptr{1}, [3]byte{'a', 'b', 'c'}, &[3]byte{'a', 'b', 'c'},
		time.March, time.Date(2024, 2, 29, 12, 30, 45, 123456789, time.UTC), io.EOF, reflect.Int,
	}
}

func both(t *testing.T, format string, args ...any) bool {
	t.Helper()
	want, got := safely(fmt.Sprintf, format, args), safely(myfmt.Sprintf, format, args)
	if want != got {
		t.Errorf("Sprintf(%q, %#v)\n got %q\nwant %q", format, args, got, want)
		return false
	}
	return true
}

func safely(f func(string, ...any) string, format string, args []any) (s string) {
	defer func() {
		if e := recover(); e != nil {
			s = fmt.Sprint("panic: ", e)
		}
	}()
	return f(format, args...)
}

func TestFormats(t *testing.T) {
	failures := 0
	flags := []string{"", "+", "-", "#", " ", "0", "+#", "-0", "+0", " 0", "# ", "#0", "+-", "# +"}
	sizes := []string{"", "8", "20", ".0", ".2", ".10", "8.3", "2", ".", "08", "30.12"}
	for _, arg := range operands() {
		for _, verb := range "vdbocxXUeEfFgGstpqOTwy%!世" {
		sizes:
			for _, flag := range flags {
				for _, size := range sizes {
					if !both(t, "<%"+flag+size+string(verb)+">", arg) {
						failures++
						break sizes
					}
					if failures > 40 {
						return
					}
				}
			}
		}
	}
}

func TestFormatSyntax(t *testing.T) {
	args := []any{1, "two", 3.5, -4, nil, 5, 6, "seven", uint8(8), int64(9)}
	for _, f := range []string{"", "%", "%d", "%d %s", "%d%%%s", "%!", "%[2]s %[1]d", "%[3]*.[2]*[1]f", "%6.2f|%-8d|%08d", "%*d", "%-*d|", "%.*f", "%[1]d %d", "%[5]d", "%[99]d", "%[x]d", "%[]d", "%[1", "%[2]*[1]d",
		"%[3]2d", "%[3].2d", "%[1].[2]d", "%[1]*", "%.[1]*d", "%z", "%é", "%d %d %d %d %d %d %d %d %d %d %d", "%s", "%*s", "%[4]*d|", "%+-#0 d", "%99999999d", "%.9999999d", "%.-3d", "%[0]d", "%[-1]d", "%d%[1]d%d",
		"%s %s", "%v %+v %#v %T", "%5%", "%-5%|", "%[2]", "%[1]", "%.", "%5", "%-", "% ", "%w", "%3c|%-3c|%03c", "%!d", "%[2]*[4]*d", "no verbs"} {
		for n := 0; n <= len(args); n++ {
			both(t, f, args[:n]...)
		}
	}
	r := rand.New(rand.NewSource(8))
	failures := 0
	for i := 0; i < 200000 && failures < 10; i++ {
		f := ""
		for n := 1 + r.Intn(9); n > 0; n-- {
			f += []string{"%", "%", "%", "d", "s", "v", "[1]", "[2]", "[9]", "*", ".", "5", "0", "-", "+", "#", " ", "[", "]", "w", "x", "%v", "é"}[r.Intn(23)]
		}
		a := make([]any, r.Intn(4))
		for k := range a {
			a[k] = args[r.Intn(len(args))]
		}
		if !both(t, f, a...) {
			failures++
		}
	}
}

func TestPrint(t *testing.T) {
	r := rand.New(rand.NewSource(9))
	all := operands()
	for i := 0; i < 20000; i++ {
		a := make([]any, r.Intn(5))
		for k := range a {
			a[k] = all[r.Intn(len(all))]
		}
		one := func(f func(...any) string) string {
			return safely(func(string, ...any) string { return f(a...) }, "", nil)
		}
		if g, w := one(myfmt.Sprint), one(fmt.Sprint); g != w {
			t.Fatalf("Sprint(%#v) = %q, want %q", a, g, w)
		}
		if g, w := one(myfmt.Sprintln), one(fmt.Sprintln); g != w {
			t.Fatalf("Sprintln(%#v) = %q, want %q", a, g, w)
		}
	}
	if s := string(myfmt.Appendf(myfmt.Appendln(myfmt.Append([]byte("a"), 1, 2), "x"), "%d", 3)); s != "a1 2x\n3" {
		t.Error(s)
	}
}

func TestErrorf(t *testing.T) {
	e1, e2 := errors.New("e1"), io.EOF
	for _, c := range []struct {
		format string
		args   []any
	}{{"x", nil}, {"%w", []any{e1}}, {"a %w b", []any{e2}}, {"%w %w", []any{e1, e2}}, {"%[2]w %[1]w", []any{e1, e2}}, {"%w", []any{"s"}}, {"%w", []any{nil}},
		{"%w %w", []any{e1, nil}}, {"%w %w", []any{e1, 3}}, {"%v %w", []any{e1, e2}}, {"%+w|%#w|%20w", []any{e1, e2, e1}}, {"%w", nil}, {"%[1]w %[1]w", []any{e1}}} {
		g, w := myfmt.Errorf(c.format, c.args...), fmt.Errorf(c.format, c.args...)
		unwrap := func(e error) string {
			if m, ok := e.(interface{ Unwrap() []error }); ok {
				return fmt.Sprint("many ", m.Unwrap())
			}
			if m, ok := e.(interface{ Unwrap() error }); ok {
				return fmt.Sprint("one ", m.Unwrap())
			}
			return "none"
		}
		if g.Error() != w.Error() || unwrap(g) != unwrap(w) || strings.TrimPrefix(fmt.Sprintf("%T", g), "*") != strings.TrimPrefix(fmt.Sprintf("%T", w), "*") {
			t.Errorf("Errorf(%q, %v) = %T %q %s, want %T %q %s", c.format, c.args, g, g, unwrap(g), w, w, unwrap(w))
		}
	}
}

type myFormatter struct{}

func (myFormatter) Format(f myfmt.State, verb rune) {
	io.WriteString(f, myfmt.FormatString(f, verb))
}

type formatter struct{}

func (formatter) Format(f fmt.State, verb rune) {
	io.WriteString(f, fmt.FormatString(f, verb))
}

func TestFormatter(t *testing.T) {
	for _, f := range []string{"%v", "%+v", "%#v", "%-08.3x", "% 5q", "%+-# 010.2é", "%.0d", "%x %s", "%08d", "%-8d"} {
		if g, w := myfmt.Sprintf(f, myFormatter{}, []any{1, myFormatter{}}), fmt.Sprintf(f, formatter{}, []any{1, formatter{}}); g != w {
			t.Errorf("%q: %q, want %q", f, g, w)
		}
	}
}
