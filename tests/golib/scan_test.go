package test

import (
	"fmt"
	"math/rand"
	myfmt "oracle/fmt"
	"reflect"
	"testing"
)

func scanTargets(r *rand.Rand, n int) (a, b []any) {
	kinds := []any{0, 0, "", "", 0.0, true, uint8(0), int8(0), 'x', []byte(nil), complex128(0), uint(0), float32(0), namedInt(0), namedString("")}
	for ; n > 0; n-- {
		t := reflect.TypeOf(kinds[r.Intn(len(kinds))])
		a, b = append(a, reflect.New(t).Interface()), append(b, reflect.New(t).Interface())
	}
	return a, b
}

func values(a []any) string {
	s := ""
	for _, p := range a {
		s += fmt.Sprintf("%#v ", reflect.ValueOf(p).Elem().Interface())
	}
	return s
}

var scanWords = []string{"12", "-5", "+7", "0x1F", "017", "0b101", "1_000", "300", "99999999999999999999", "abc", "true", "f", "T", "tru", "1.5", "1e3", "-.5", "nan", "inf", "1p3",
	"(1+2i)", "3-4i", " ", "  ", "\n", "\r\n", "\t", "\"q s\"", "`raw`", "ff", "é", ",", "-", "%", "x", "\n\n", "0", "U+41"}

func TestScan(t *testing.T) {
	r := rand.New(rand.NewSource(30))
	failures := 0
	for i := 0; i < 200000 && failures < 12; i++ {
		input := ""
		for n := r.Intn(7); n > 0; n-- {
			input += scanWords[r.Intn(len(scanWords))]
			if r.Intn(2) == 0 {
				input += " "
			}
		}
		a, b := scanTargets(r, 1+r.Intn(3))
		var n1, n2 int
		var e1, e2 error
		format := ""
		switch r.Intn(3) {
		case 0:
			n1, e1 = myfmt.Sscan(input, a...)
			n2, e2 = fmt.Sscan(input, b...)
		case 1:
			format = "ln"
			n1, e1 = myfmt.Sscanln(input, a...)
			n2, e2 = fmt.Sscanln(input, b...)
		case 2:
			for n := r.Intn(7); n > 0; n-- {
				format += []string{"%d", "%v", "%s", "%d", "%v", "%s", "%x", "%c", "%q", "%f", "%t", "%3d", "%2s", "%5v", ",", " ", "\n", "%%", "-", "x", "%o", "%z", "%"}[r.Intn(23)]
			}
			n1, e1 = myfmt.Sscanf(input, format, a...)
			n2, e2 = fmt.Sscanf(input, format, b...)
		}
		x, y := fmt.Sprint(n1, e1, values(a)), fmt.Sprint(n2, e2, values(b))
		if x != y {
			failures++
			t.Errorf("%q %q %T\n got %s\nwant %s", format, input, a, x, y)
		}
	}
}
