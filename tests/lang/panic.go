package main

import "fmt"

func f(n int) int {
	a := []int{1, 2, 3}
	return a[n]
}

func main() {
	defer fmt.Println("deferred")
	fmt.Println("before")
	f(5)
}

// Output:
// before
// deferred
// Status: 2
// Stderr: panic: runtime error: index out of range [5] with length 3
