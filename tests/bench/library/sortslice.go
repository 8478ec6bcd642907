// A million numbers, with a function that compares. Aim: 25
package main

import (
	"fmt"
	"sort"
)

func main() {
	x := make([]int, 1000000)
	r := uint32(1)
	for i := range x {
		r = r*1664525 + 1013904223
		x[i] = int(r >> 8)
	}
	sort.Slice(x, func(i, j int) bool { return x[i] < x[j] })
	fmt.Println(x[0], x[len(x)/2], sort.SliceIsSorted(x, func(i, j int) bool { return x[i] < x[j] }))
}
