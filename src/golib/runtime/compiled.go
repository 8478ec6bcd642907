package runtime

import (
	"internal/rt"
	"unsafe"
)

// This file holds what the compiler calls by name: the builtins print and println piece by piece, min
// and max of strings and floats, and the misuse of range-over-func loops.

func printString(s string) {
	if len(s) > 0 {
		rt.Write(2, unsafe.Pointer(unsafe.StringData(s)), len(s))
	}
}

func printBool(b bool) {
	if b {
		printString("true")
	} else {
		printString("false")
	}
}

func printUint(v uint64) {
	var buf [20]byte
	i := len(buf)
	for {
		i--
		buf[i] = byte('0' + v%10)
		v /= 10
		if v == 0 {
			break
		}
	}
	printString(rt.Str(buf[i:]))
}

func printInt(v int64) {
	if v < 0 {
		printString("-")
		v = -v
	}
	printUint(uint64(v))
}

// printFloat writes seven significant digits and an exponent of at least three: +1.500000e+000.
func printFloat(v float64) {
	switch {
	case v != v:
		printString("NaN")
		return
	case v > 0 && v+v == v:
		printString("+Inf")
		return
	case v < 0 && v+v == v:
		printString("-Inf")
		return
	}
	const digits = 7
	sign, exp := byte('+'), 0
	if v == 0 {
		if 1/v < 0 {
			sign = '-'
		}
	} else {
		if v < 0 {
			v, sign = -v, '-'
		}
		for v >= 10 {
			exp++
			v /= 10
		}
		for v < 1 {
			exp--
			v *= 10
		}
		half := 5.0
		for i := 0; i < digits; i++ {
			half /= 10
		}
		v += half
		if v >= 10 {
			exp++
			v /= 10
		}
	}
	buf := [digits + 7]byte{0: sign, 2: '.', digits + 2: 'e', digits + 3: '+'}
	for i := 0; i < digits; i++ {
		d := int(v)
		if i == 0 {
			buf[1] = byte('0' + d)
		} else {
			buf[i+2] = byte('0' + d)
		}
		v = (v - float64(d)) * 10
	}
	if exp < 0 {
		buf[digits+3] = '-'
		exp = -exp
	}
	buf[digits+4] = byte('0' + exp/100)
	buf[digits+5] = byte('0' + exp/10%10)
	buf[digits+6] = byte('0' + exp%10)
	printString(rt.Str(buf[:]))
}

func printComplex(c complex128) {
	printString("(")
	printFloat(real(c))
	printFloat(imag(c))
	printString("i)")
}

func printPointer(p uintptr) {
	const hex = "0123456789abcdef"
	var buf [18]byte
	i := len(buf)
	for {
		i--
		buf[i] = hex[p%16]
		p /= 16
		if p == 0 {
			break
		}
	}
	printString("0x")
	printString(rt.Str(buf[i:]))
}

func printSlice(ptr uintptr, n, c int) {
	printString("[")
	printInt(int64(n))
	printString("/")
	printInt(int64(c))
	printString("]")
	printPointer(ptr)
}

func printIface(typ, data uintptr) {
	printString("(")
	printPointer(typ)
	printString(",")
	printPointer(data)
	printString(")")
}

func minString(a, b string) string {
	if b < a {
		return b
	}
	return a
}

func maxString(a, b string) string {
	if b > a {
		return b
	}
	return a
}

// The order of min and max: NaN before all, -0 before 0.
func minFloat64(a, b float64) float64 {
	switch {
	case a != a:
		return a
	case b != b:
		return b
	case a == 0 && b == 0:
		if 1/a < 0 {
			return a
		}
		return b
	case b < a:
		return b
	}
	return a
}

func maxFloat64(a, b float64) float64 {
	switch {
	case a != a:
		return a
	case b != b:
		return b
	case a == 0 && b == 0:
		if 1/a < 0 {
			return b
		}
		return a
	case b > a:
		return b
	}
	return a
}

func minFloat32(a, b float32) float32 { return float32(minFloat64(float64(a), float64(b))) }
func maxFloat32(a, b float32) float32 { return float32(maxFloat64(float64(a), float64(b))) }

// rangeMisuse is called when a loop body runs although its loop has ended.
func rangeMisuse(state int) {
	if state == 1 {
		panic(errorString("range function continued iteration after function for loop body returned false"))
	}
	panic(errorString("range function continued iteration after whole loop exit"))
}
