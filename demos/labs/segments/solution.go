// The model solution of the lab on segments.
package main

import "fmt"

var count = 3

var total int

// sum gives 1 + 2 + ... + n.
func sum(n int) int {
	s := 0
	for i := 1; i <= n; i++ {
		s += i
	}
	return s
}

func main() {
	total = sum(count)
	fmt.Println(total)
}
