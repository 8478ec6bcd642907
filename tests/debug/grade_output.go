package main

import (
	"fmt"
	"os"
)

func sum(list []int) int {
	n := 0
	for _, v := range list {
		n += v
	}
	return n
}

func main() {
	fmt.Println("hello, this is my homework")
	fmt.Printf("sum: %d\n", sum([]int{3, 4, 5})+1)
	fmt.Println("Product :  24")
	fmt.Fprintln(os.Stderr, "mean:", 4)
}
