package main

import (
	"slices"
	"strings"
	"time"
)

func size[T any](xs []T) int {
	n := 0
	for range xs {
		n++
	}
	return n
}

func main() {
	var b strings.Builder
	println(size([]time.Duration{1, 2}), size([]*strings.Builder{&b}), size([]map[string][]int{nil}))
	println(slices.Max([]int{1, 2}))
}
