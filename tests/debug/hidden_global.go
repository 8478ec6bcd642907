package main

var a = 10
var table = [3]int{1, 2, 3}

func add(x int) int {
	z := x + a
	return z
}

func main() {
	a, table := 1, "local"
	println(add(a), table)
}
