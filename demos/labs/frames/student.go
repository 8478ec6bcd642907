// Lab 2: frames. Complete fact so that each call multiplies on the way back.
package main

import "fmt"

var total int

// fact gives 1 * 2 * ... * n. It calls itself.
func fact(n int) int {
	// TODO 1: for n <= 1 the result is 1.
	// TODO 2: else it is n times the factorial of n-1, in a local variable r; return r in a statement of its own.
	return 0
}

func main() {
	// TODO 3: put fact(4) into the package variable total, and print total.
	fmt.Println(total)
}
