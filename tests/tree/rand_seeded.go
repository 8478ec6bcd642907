package main

import (
	"fmt"
	"math/rand"
)

// A seeded source gives the numbers that Go's gives.

func main() {
	r := rand.New(rand.NewSource(42))
	fmt.Println(r.Intn(100), r.Int63(), r.Float64(), r.NormFloat64(), r.ExpFloat64(), r.Perm(8))
	z := rand.NewZipf(r, 1.5, 3, 100)
	fmt.Println(z.Uint64(), z.Uint64(), z.Uint64(), r.Uint32(), r.Int31n(10), r.Uint64())
	x := []int{1, 2, 3, 4, 5, 6, 7}
	r.Shuffle(len(x), func(i, j int) { x[i], x[j] = x[j], x[i] })
	fmt.Println(x)
}

// Output:
// 5 608747136543856411 0.604093851558642 1.2440150150762053 0.11596423879404183 [3 5 2 6 0 1 4 7]
// 35 2 5 3059588105 1 8685383948212866759
// [3 4 6 5 2 1 7]
