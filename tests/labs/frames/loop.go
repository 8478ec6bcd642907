// The recursion never ends.
package main

import "fmt"

var total int

// fact multiplies on the way back: each frame keeps its own n.
func fact(n int) int {
	if n <= 1 {
		return 1
	}
	r := n * fact(n)
	return r
}

func main() {
	total = fact(4)
	fmt.Println(total)
}
