package test

import (
	"fmt"
	"math"
	"math/rand"
	"reflect"
	"testing"
)

// pair calls two functions of the same type with the same random arguments, n times, and fails where
// results differ. Panics are results too.
func pair(t *testing.T, name string, mine, real any, n int) {
	t.Helper()
	r := rand.New(rand.NewSource(1))
	m, w := reflect.ValueOf(mine), reflect.ValueOf(real)
	failures := 0
	for i := 0; i < n && failures < 3; i++ {
		args := make([]reflect.Value, m.Type().NumIn())
		for k := range args {
			args[k] = random(r, m.Type().In(k))
		}
		before := fmt.Sprintf("%#v", show(args))
		a := call(m, args)
		b := call(w, args)
		if a != b {
			failures++
			t.Errorf("%s%s\n got %s\nwant %s", name, before, a, b)
		}
	}
}

func show(args []reflect.Value) []any {
	out := make([]any, len(args))
	for i, a := range args {
		out[i] = a.Interface()
	}
	return out
}

func call(f reflect.Value, args []reflect.Value) (text string) {
	defer func() {
		if e := recover(); e != nil {
			text = fmt.Sprintf("panic: %v", e)
		}
	}()
	copies := make([]reflect.Value, len(args))
	for i, a := range args {
		copies[i] = clone(a)
	}
	var out []reflect.Value
	if f.Type().IsVariadic() {
		out = f.CallSlice(copies)
	} else {
		out = f.Call(copies)
	}
	for _, v := range out {
		switch x := v.Interface().(type) {
		case error:
			text += fmt.Sprintf("%T", x)[len("*"):] + ":" + x.Error() + "; "
		case float64:
			text += fmt.Sprintf("%x; ", math.Float64bits(x))
		default:
			text += fmt.Sprintf("%#v; ", x)
		}
	}
	return text
}

func clone(v reflect.Value) reflect.Value {
	if v.Kind() != reflect.Slice || v.IsNil() {
		return v
	}
	c := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
	reflect.Copy(c, v)
	return c
}

var alphabet = []string{"a", "b", "ab", "A", "B", " ", "\t", "\n", "é", "É", "世", "\xff", "\xe4\xb8", "\U0001F600",
	"0", "1", "9", "_", ".", "-", "+", "x", "e", "\u00a0", "ǅ", "K", "\u212a", "k", "ſ", "s", "\"", "\\", "'", "`", "\x00", "\x7f", "\u200b", "\ufeff"}

func text(r *rand.Rand) string {
	s := ""
	pool := alphabet
	if r.Intn(2) == 0 {
		pool = alphabet[:4+r.Intn(len(alphabet)-4)]
	}
	for n := r.Intn(1 + 1<<r.Intn(5)); n > 0; n-- {
		s += pool[r.Intn(len(pool))]
	}
	return s
}

var runes = []rune{0, 'a', 'Z', ' ', '\n', 0x7f, 0x80, 0xe9, 0x130, 0x131, 0x1c5, 0x2126, 0x4e16, 0xd800, 0xfffd, 0x1f600, 0x10ffff, 0x110000, -1}

func random(r *rand.Rand, t reflect.Type) reflect.Value {
	v := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.String:
		v.SetString(text(r))
	case reflect.Slice:
		n := r.Intn(5)
		if t.Elem().Kind() == reflect.Uint8 {
			if r.Intn(20) > 0 {
				v.SetBytes([]byte(text(r)))
			}
			break
		}
		if n > 0 || r.Intn(2) == 0 {
			v.Set(reflect.MakeSlice(t, n, n))
		}
		for i := 0; i < n; i++ {
			v.Index(i).Set(random(r, t.Elem()))
		}
	case reflect.Int32:
		if r.Intn(2) == 0 {
			v.SetInt(int64(runes[r.Intn(len(runes))]))
		} else {
			v.SetInt(int64(r.Intn(1 << (1 + r.Intn(21)))))
		}
	case reflect.Int:
		v.SetInt(int64(r.Intn(8) - 2))
	case reflect.Int64:
		v.SetInt(int64(r.Uint64()) >> r.Intn(64))
	case reflect.Uint8:
		v.SetUint(uint64("ab \xe9_0"[r.Intn(6)]))
	case reflect.Uint, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(r.Uint64() >> r.Intn(64))
	case reflect.Bool:
		v.SetBool(r.Intn(2) == 0)
	case reflect.Float64:
		v.SetFloat(float(r))
	case reflect.Func:
		v.Set(reflect.ValueOf(predicates[r.Intn(len(predicates))]))
	default:
		panic(t.String())
	}
	return v
}

func float(r *rand.Rand) float64 {
	switch r.Intn(8) {
	case 0:
		return math.Float64frombits(r.Uint64())
	case 1:
		return float64(r.Intn(2000) - 1000)
	case 2:
		return float64(r.Intn(2000000)-1000000) / 1000
	case 3:
		return []float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN(), 1, -1, 0.5, math.Pi, 5e-324, math.MaxFloat64}[r.Intn(11)]
	case 4:
		return math.Ldexp(1, r.Intn(2100)-1050)
	case 5:
		return float64(math.Float32frombits(r.Uint32()))
	case 6:
		return r.NormFloat64() * 10
	}
	return math.Ldexp(r.Float64(), r.Intn(200)-100)
}

var predicates = []func(rune) bool{
	func(r rune) bool { return r == 'a' },
	func(r rune) bool { return r > 0x7f },
	func(r rune) bool { return r == ' ' || r == '\n' },
	func(r rune) bool { return r&1 == 0 },
}
