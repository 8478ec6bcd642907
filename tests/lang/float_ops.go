package main

import (
	"fmt"
	"math"
)


func main() {
	nan := math.NaN()
	inf := math.Inf(1)
	fmt.Println(nan == nan, nan < 1, inf > 1e308, -inf, 1/inf, inf-inf)
	var z float64
	fmt.Println(1/z, -1/z, z == -z, math.Signbit(-z))
	var f32 float32 = 16777216
	fmt.Println(f32+1 == f32, float32(0.1)+float32(0.2), 0.1+0.2)
	fmt.Println(int(math.Floor(-2.9)), uint8(300&255), math.Trunc(-2.5), math.Mod(7, 3))
	m := map[float64]int{nan: 1, 0: 2}
	m[nan] = 3
	fmt.Println(len(m), m[nan], m[0])
}

// Output:
// false false true -Inf 0 NaN
// +Inf -Inf true true
// true 0.3 0.3
// -3 44 -2 1
// 3 0 2
