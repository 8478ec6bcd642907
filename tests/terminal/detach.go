package main

import "fmt"

func work(n int) int {
	s := 0
	for i := 0; i < n; i++ {
		s += i
	}
	return s
}

func main() {
	fmt.Println(work(10))
	fmt.Println(work(50000000000))
}
