package main

import "fmt"

var a = 10

func add(x, y int) int {
	s := x + y
	return s
}

func main() {
	z := add(1, 2)
	a = z
	fmt.Println(a)
}
