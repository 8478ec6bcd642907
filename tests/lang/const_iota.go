package main

import (
	"fmt"
)

const (
	A = iota * 10
	B
	_
	C
	D = "d"
)
const (
	X, Y = iota, iota + 5
	Z, _
)
const (
	b1 uint8 = 1 << iota
	b2
)
const u8, i16, f, c, s = uint8(255), int16(-1 << 15), 1e3, 'a' + 1.0, "const"

func main() {
	fmt.Println(A, B, C, D, X, Y, Z, b1, b2)
	fmt.Println(u8, i16, f, c, s[1:], len(s), 1<<70>>68)
}

// Output:
// 0 10 30 d 0 5 1 1 2
// 255 -32768 1000 98 onst 5 4
