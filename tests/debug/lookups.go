package main

var x = 1
var len = func(s string) int { return 7 }

func outer(n int) int {
	x := 2
	if n > 0 {
		y := n
		x := x + y
		for i := 0; i < 1; i++ {
			z := x + i
			println(z, len("abc"))
		}
	}
	add := func(k int) int {
		x := k
		x += n
		return x
	}
	return add(x)
}

func main() {
	println(outer(3), x, cap([]int{}))
}
