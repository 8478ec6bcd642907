package main

import (
	"fmt"
	"slices"
)

var v = compute()

func compute() int { return 7 }

func init() {
	fmt.Println("init one")
}

func fib(n int) int {
	if n < 2 {
		return n
	}
	a := fib(n - 1)
	b := fib(n - 2)
	return a + b
}

func risky(i int) (r int) {
	defer func() {
		if e := recover(); e != nil {
			r = -1
		}
	}()
	s := []int{1}
	return s[i]
}

func main() {
	x := fib(27)
	y := risky(5)
	for _, e := range slices.All([]int{1, 2, 3}) {
		x += e
	}
	for e := range slices.Values([]int{1, 2, 3}) {
		x += e
		if e == 2 {
			break
		}
	}
	fmt.Println(x, y)
}
