package test

import (
	"math"
	"math/rand"
	mymath "oracle/math"
	"testing"
)

func same(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || a != a && b != b
}

func TestMath(t *testing.T) {
	one := []struct {
		name       string
		mine, real func(float64) float64
		range_     float64
	}{
		{"Sqrt", mymath.Sqrt, math.Sqrt, 1e6}, {"Floor", mymath.Floor, math.Floor, 1e6}, {"Ceil", mymath.Ceil, math.Ceil, 1e6}, {"Trunc", mymath.Trunc, math.Trunc, 1e6},
		{"Round", mymath.Round, math.Round, 1e6}, {"RoundToEven", mymath.RoundToEven, math.RoundToEven, 100}, {"Abs", mymath.Abs, math.Abs, 1},
		{"Exp", mymath.Exp, math.Exp, 700}, {"Exp2", mymath.Exp2, math.Exp2, 1000}, {"Log", mymath.Log, math.Log, 1e6}, {"Log2", mymath.Log2, math.Log2, 1e6}, {"Log10", mymath.Log10, math.Log10, 1e6},
		{"Expm1", mymath.Expm1, math.Expm1, 5}, {"Log1p", mymath.Log1p, math.Log1p, 5}, {"Cbrt", mymath.Cbrt, math.Cbrt, 1e9}, {"Sin", mymath.Sin, math.Sin, 100}, {"Cos", mymath.Cos, math.Cos, 100},
		{"Tan", mymath.Tan, math.Tan, 100}, {"Asin", mymath.Asin, math.Asin, 1}, {"Acos", mymath.Acos, math.Acos, 1}, {"Atan", mymath.Atan, math.Atan, 10}, {"Sinh", mymath.Sinh, math.Sinh, 20},
		{"Cosh", mymath.Cosh, math.Cosh, 20}, {"Tanh", mymath.Tanh, math.Tanh, 3}, {"Asinh", mymath.Asinh, math.Asinh, 10}, {"Acosh", mymath.Acosh, math.Acosh, 10}, {"Atanh", mymath.Atanh, math.Atanh, 1},
		{"Logb", mymath.Logb, math.Logb, 1e9}, {"SinHuge", mymath.Sin, math.Sin, 1e300}, {"CosHuge", mymath.Cos, math.Cos, 1e15}, {"TanHuge", mymath.Tan, math.Tan, 1e12},
		{"Pow10", func(x float64) float64 { return mymath.Pow10(int(x)) }, func(x float64) float64 { return math.Pow10(int(x)) }, 350},
		{"ModfInt", func(x float64) float64 { a, _ := mymath.Modf(x); return a }, func(x float64) float64 { a, _ := math.Modf(x); return a }, 350},
		{"ModfFrac", func(x float64) float64 { _, a := mymath.Modf(x); return a }, func(x float64) float64 { _, a := math.Modf(x); return a }, 350},
		{"FrexpFrac", func(x float64) float64 { a, _ := mymath.Frexp(x); return a }, func(x float64) float64 { a, _ := math.Frexp(x); return a }, 350},
	}
	r := rand.New(rand.NewSource(13))
	for _, f := range one {
		bad, n, shown := 0, 40000, 0
		for i := 0; i < n; i++ {
			x := (r.Float64()*2 - 1) * f.range_
			if i%4 == 0 {
				x = float(r)
			}
			if a, b := f.mine(x), f.real(x); !same(a, b) {
				bad++
				if ulps := math.Abs(a-b) / math.Abs(b) * 0x1p52; shown < 3 && (!(ulps < 4) || f.name != "Exp" && f.name != "Sinh" && f.name != "Cosh" && f.name != "Tanh" && f.name != "Tan" && f.name != "TanHuge") && !math.IsInf(b, 0) && math.Abs(x) > 1e-307 {
					shown++
					t.Errorf("%s(%v) = %v, want %v", f.name, x, a, b)
				}
			}
		}
		if bad > 0 {
			t.Logf("%s: %d of %d differ from this platform's", f.name, bad, n)
		}
	}
	two := []struct {
		name       string
		mine, real func(x, y float64) float64
	}{
		{"Pow", mymath.Pow, math.Pow}, {"Hypot", mymath.Hypot, math.Hypot}, {"Atan2", mymath.Atan2, math.Atan2}, {"Mod", mymath.Mod, math.Mod}, {"Remainder", mymath.Remainder, math.Remainder},
		{"Copysign", mymath.Copysign, math.Copysign}, {"Max", mymath.Max, math.Max}, {"Min", mymath.Min, math.Min}, {"Dim", mymath.Dim, math.Dim}, {"Nextafter", mymath.Nextafter, math.Nextafter},
		{"Ldexp", func(x, y float64) float64 { return mymath.Ldexp(x, int(int32(y))) }, func(x, y float64) float64 { return math.Ldexp(x, int(int32(y))) }},
	}
	for _, f := range two {
		bad, n, shown := 0, 100000, 0
		for i := 0; i < n; i++ {
			x, y := float(r), float(r)
			if i%2 == 0 {
				x, y = math.Abs(r.NormFloat64()*10), float64(r.Intn(40)-20)
			}
			if a, b := f.mine(x, y), f.real(x, y); !same(a, b) {
				bad++
				if ulps := math.Abs(a-b) / math.Abs(b) * 0x1p52; shown < 3 && (!(ulps < 4) || f.name != "Pow") && math.Abs(x) > 1e-307 && !math.IsInf(b, 0) {
					shown++
					t.Errorf("%s(%v, %v) = %v, want %v", f.name, x, y, a, b)
				}
			}
		}
		if bad > 0 {
			t.Logf("%s: %d of %d differ from this platform's", f.name, bad, n)
		}
	}
}
