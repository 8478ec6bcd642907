package main

import "fmt"

func square(n int) int {
	r := n * n
	return r
}

func cube(n int) int {
	return n * square(n)
}

func main() {
	sum := 0
	for i := 1; i <= 6; i++ {
		sum += square(i)
	}
	fmt.Println(sum)
	fmt.Println(cube(3))
}
