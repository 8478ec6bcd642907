package main

import "fmt"

var count int

func leaf(n int) (int, error) {
	count++
	return n + 1, nil
}

func middle(s string, n int) int {
	v, _ := leaf(n)
	return v * 2
}

func main() {
	x := middle("in", 3)
	fmt.Println(x)
	for i := 0; i < 2; i++ {
		x += i
	}
	fmt.Println(x)
}
