package main

import (
	"fmt"
	"math"
	"math/bits"
)


func main() {
	fmt.Println(bits.OnesCount(255), bits.LeadingZeros64(1), bits.TrailingZeros(8), bits.Reverse8(1), bits.Len(1023))
	hi, lo := bits.Mul64(1<<63, 4)
	fmt.Println(hi, lo, bits.RotateLeft32(1, 31))
	fmt.Println(math.Sqrt(2), math.Pow(2, 10), math.Hypot(3, 4), math.Cbrt(27), math.Floor(-0.5))
	fmt.Printf("%.6f %.6f %.6f %.6f\n", math.Sin(1), math.Cos(1), math.Log(10), math.Exp(1))
	fmt.Println(math.MaxInt32, math.MinInt64, math.MaxUint32, math.Float64bits(1.5), math.IsNaN(math.Sqrt(-1)))
}

// Output:
// 8 63 3 128 10
// 2 0 2147483648
// 1.4142135623730951 1024 5 3 -1
// 0.841471 0.540302 2.302585 2.718282
// 2147483647 -9223372036854775808 4294967295 4609434218613702656 true
