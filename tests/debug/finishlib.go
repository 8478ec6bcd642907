package main

import (
	"fmt"
	"sort"
)

func main() {
	x := []int{3, 1, 2}
	sort.Slice(x, func(i, j int) bool {
		return x[i] < x[j]
	})
	fmt.Println(x)
}
