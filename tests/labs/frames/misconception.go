// A solution that prints the right number, but by a loop: there is only one frame.
package main

import "fmt"

func fact(n int) int {
	r := 1
	for ; n > 1; n-- {
		r *= n
	}
	return r
}

func main() {
	total := fact(4)
	fmt.Println(total)
}
