package main

import "fmt"

func counter() func() int {
	n := 0
	return func() int { n++; return n }
}

func apply(xs []int, f func(int) int) []int {
	r := make([]int, 0, len(xs))
	for _, x := range xs {
		r = append(r, f(x))
	}
	return r
}

func fact(n int) (r int) {
	defer func() { r *= 1 }()
	if n == 0 {
		return 1
	}
	return n * fact(n-1)
}

type op func(float64, float64) float64

func main() {
	c, d := counter(), counter()
	fmt.Println(c(), c(), d(), c())
	k := 10
	fmt.Println(apply([]int{1, 2, 3}, func(x int) int { return x * k }))
	fmt.Println(fact(10))
	ops := map[string]op{"+": func(a, b float64) float64 { return a + b }}
	fmt.Println(ops["+"](1, 2))
	var fibo func(int) int
	fibo = func(n int) int {
		if n < 2 {
			return n
		}
		return fibo(n-1) + fibo(n-2)
	}
	fmt.Println(fibo(15))
	x := 1
	inc := func() { x++ }
	inc()
	inc()
	fmt.Println(x)
	func(a, b int) { fmt.Println(a + b) }(3, 4)
	s := "cap"
	g := func() string { return s + "tured" }
	fmt.Println(g())
}

// Output:
// 1 2 1 3
// [10 20 30]
// 3628800
// 3
// 610
// 3
// 7
// captured
