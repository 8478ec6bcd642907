package main

var g = 1

func f(x int) int {
	y := x * 2
	return y
}

func h(x int) int {
	y := x + 1
	return f(y)
}

func main() {
	x := 5
	x = h(x)
	println(x, g)
}
