package main

import (
	"fmt"
	"math"
)

type Weekday int

const (
	Sunday Weekday = iota
	Monday
	Tuesday
)

func (d Weekday) String() string { return [...]string{"Sun", "Mon", "Tue"}[d] }

const (
	KB = 1 << (10 * (iota + 1))
	MB
	GB
)
const big = 1 << 100
const pi = 3.14159265358979323846264338327950288419716939937510582097494459

func main() {
	fmt.Println(Monday, Tuesday, KB, MB, GB)
	fmt.Println(big>>98, pi*2, 'a'+1, "s"+"t")
	var f32 float32 = 0.1
	var u8 uint8 = 250
	u8 += 10
	var i8 int8 = 127
	i8++
	fmt.Println(f32, float64(f32), u8, i8, -7/2, -7%3, 7&^5, 1<<3|1)
	fmt.Println(math.MaxInt64, math.Pi, uint64(math.MaxUint64), math.Inf(1), -math.MaxFloat64)
	var x uint32 = 1 << 31
	fmt.Println(x<<1, x>>31, ^x, int32(x), uint16(70000&0xffff))
	s := 70
	fmt.Println(1<<s == 0, int64(-5)>>1, uint(1)<<63)
	c := complex(1, 2)
	fmt.Println(c*c, real(c), imag(c), c == complex(1, 2))
	fmt.Printf("%5.2f|%-8s|%08d|%x|%X|%o|%b|%e|%g|%t|%c|%U|%q\n", 3.14159, "ab", 42, 255, 255, 8, 5, 12345.678, 1e21, true, 'x', 0x1F600, "hi\n")
	var r rune = 'é'
	fmt.Println(r, string(r), []byte("é"), []rune("héy"), string([]rune{104, 105}))
	a, b := 7, 2
	fmt.Println(a/b, a%b, float64(a)/float64(b), a&b, a|b, a^b)
	fmt.Println(math.Sqrt(2), math.Floor(-1.5), math.Abs(-3), int(math.Floor(3.99)))
}

// Output:
// Mon Tue 1024 1048576 1073741824
// 4 6.283185307179586 98 st
// 0.1 0.10000000149011612 4 -128 -3 -1 2 9
// 9223372036854775807 3.141592653589793 18446744073709551615 +Inf -1.7976931348623157e+308
// 0 1 2147483647 -2147483648 4464
// true -3 9223372036854775808
// (-3+4i) 1 2 true
//  3.14|ab      |00000042|ff|FF|10|101|1.234568e+04|1e+21|true|x|U+1F600|"hi\n"
// 233 é [195 169] [104 233 121] hi
// 3 1 3.5 2 7 5
// 1.4142135623730951 -2 3 3
