package main

var n = 3

func leave() {
	s := make([]int, n) // its size is known here only: in the heap, and garbage when leave has returned
	println(len(s))
}

func add(x, y int) int {
	return x + y
}

func main() {
	leave()
	println(add(5, 4))
}
