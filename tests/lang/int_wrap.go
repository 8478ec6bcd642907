package main

import (
	"fmt"
)


func main() {
	var a int8 = 127
	a++
	var b uint16 = 0
	b--
	var c int32 = -1 << 31
	d := -c
	e := uint32(1<<31) + 2
	fmt.Println(a, b, c, d, e, c/-1, c%-1)
	x := uint64(1) << 63
	fmt.Println(x, x>>62, int64(x), ^x, x&^(1<<63))
	var sh uint = 70
	fmt.Println(1<<sh>>1 == 0, int32(-8)>>sh, uint8(200)<<sh, int8(-128)/int8(sh-71))
}

// Output:
// -128 65535 -2147483648 -2147483648 2147483650 -2147483648 0
// 9223372036854775808 2 -9223372036854775808 9223372036854775807 0
// true -1 0 -128
