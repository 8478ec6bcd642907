package main

import "fmt"

var a = 10

func add(x int, y int) int {
	z := x + y
	if z > 5 {
		w := z
		fmt.Println(w)
	}
	{
		z := "inner"
		fmt.Println(z)
	}
	return z
}

func counter() func() int {
	n := 0
	return func() int {
		n++
		return n
	}
}

func main() {
	s := add(1, 2)
	a := s
	next := counter()
	fmt.Println(next(), a)
}
