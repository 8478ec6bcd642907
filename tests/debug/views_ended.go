package main

type T struct {
	next *T
	v    [3]int
}

var head *T

func f(n int) int {
	t := &T{head, [3]int{n, n, n}}
	head = t
	var a []int
	defer func() { head.v[0]++ }()
	return a[n] + t.v[0]
}

func main() {
	for i := range 3 {
		head = &T{head, [3]int{i}}
	}
	println(f(5))
}
