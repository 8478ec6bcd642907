// The innermost call gives 0.
package main

import "fmt"

var total int

// fact multiplies on the way back: each frame keeps its own n.
func fact(n int) int {
	if n <= 1 {
		return 0
	}
	r := n * fact(n-1)
	return r
}

func main() {
	total = fact(4)
	fmt.Println(total)
}
