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

// formatFloat writes f to dst as strconv.AppendFloat does, and returns the length.
func formatFloat(dst []byte, f float64, fmt byte, prec, bits int) int

func printFloatBits(v float64, bits int) {
	var buf [32]byte
	printString(rt.Str(buf[:formatFloat(buf[:], v, 'g', -1, bits)]))
}

func printFloat(v float64)   { printFloatBits(v, 64) }
func printFloat32(v float64) { printFloatBits(v, 32) }

func printComplexBits(c complex128, bits int) {
	var buf [32]byte
	printString("(")
	printFloatBits(real(c), bits)
	n := formatFloat(buf[:], imag(c), 'g', -1, bits)
	if buf[0] != '+' && buf[0] != '-' {
		printString("+")
	}
	printString(rt.Str(buf[:n]))
	printString("i)")
}

func printComplex(c complex128)   { printComplexBits(c, 64) }
func printComplex64(c complex128) { printComplexBits(c, 32) }

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
