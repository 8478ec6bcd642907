package main

import "fmt"

var total = 100

func seq(yield func(int) bool) {
	for i := range 3 {
		if !yield(i) {
			return
		}
	}
}

func work(arg int, s string) (res int, err error) {
	unused := "outer"
	used := 5
	total := 7
	for v := range seq {
		used += v
		for w := range seq {
			fmt.Println(w)
		}
	}
	fmt.Println(unused, used, arg, s, total)
	return
}

func apply(f func() int) int { return f() }

func main() {
	total, other := 1, 2
	fmt.Println(apply(func() int {
		z := other
		return z + 3
	}))
	{
		const other = 5
		fmt.Println(other)
	}
	fmt.Println(total)
	fmt.Println(work(3, "str"))
}
