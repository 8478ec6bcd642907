package main

import "fmt"

func Max[T int | string](a, b T) T {
	if a > b {
		return a
	}
	return b
}

func main() {
	fmt.Println("start", Max(3, 4))
	panic("boom")
}
