package main

import (
	"fmt"
	"math/rand/v2"
)

// Generators with a seed give the numbers that Go's give.

func main() {
	c := rand.NewChaCha8([32]byte([]byte("chacha8: 32 bytes of a test seed")))
	sum := uint64(0)
	for i := range 300 {
		x := c.Uint64()
		sum = sum*31 + x
		if i%60 == 0 || i >= 123 && i < 126 {
			fmt.Println(i, x)
		}
	}
	fmt.Println(sum)
	b := make([]byte, 11)
	n, err := c.Read(b)
	fmt.Println(n, err, b)
	state, err := c.MarshalBinary()
	fmt.Printf("%q %v\n", state, err)
	var d rand.ChaCha8
	fmt.Println(d.UnmarshalBinary(state), d.Uint64() == c.Uint64())
	c.Read(b[:3])
	d.Read(b[3:6])
	fmt.Println(b[:6], d.UnmarshalBinary([]byte("chacha8:")))

	r := rand.New(rand.NewPCG(1, 2))
	z := rand.NewZipf(r, 1.2, 2, 1000)
	for range 10 {
		fmt.Print(z.Uint64(), ",")
	}
	fmt.Println(rand.NewZipf(r, 1, 2, 3) == nil)
	r = rand.New(rand.NewChaCha8([32]byte{}))
	fmt.Println(r.IntN(100), r.Perm(6), r.Float64(), r.Uint32(), r.Int32N(50))
	r = rand.New(rand.NewPCG(3, 4))
	normal, exponential, below := 0.0, 0.0, 0
	for range 20000 {
		normal = normal*0.999 + r.NormFloat64()
		exponential = exponential*0.999 + r.ExpFloat64()
		below = below*31 + r.IntN(1000000000) + r.IntN(7) + int(r.Uint32N(1<<31))
	}
	fmt.Println(normal, exponential, below)
}

// Output:
// 0 10292213249465327681
// 60 11650734876103494078
// 120 14713713951357418681
// 123 11745524477262694503
// 124 2018445429825074022
// 125 2620057188561719948
// 180 7974848901348858675
// 240 11369182836066892479
// 17664530869540240457
// 11 <nil> [54 185 90 7 29 182 128 229 213 11 151]
// "readbuf:\x05b\xaal#Xchacha8:\x00\x00\x00\x00\x00\x00\x006\xeb\xdbaKN\xfc\xb6\xd4q\x93\xdf4~\x1du\x80\x9c\xd8\xea\x84^\xb7\xe5o\xc1\x83\x14\xa7\x04\xf3E\x8c" <nil>
// <nil> true
// [98 170 108 98 170 108] invalid ChaCha8 encoding
// 4,16,12,20,1,27,1,38,0,59,true
// 67 [1 3 5 4 0 2] 0.17340717933722283 3816681320 3
// -22.60111274673303 1008.4278712799345 -2879315035036647380
// GCStress: 100
