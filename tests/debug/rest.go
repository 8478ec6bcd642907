package main

import "fmt"

var total int

func add(x, y int) int {
	z := x + y
	return z
}

func main() {
	for i := range 3 {
		total = add(total, i)
	}
	fmt.Println(total)
}
