// A program that makes garbage: most lists are dropped as soon as they are made.
// Try: break 34, run, heap, gc, heap, continue.
package main

import "fmt"

type cell struct {
	value int
	next  *cell
}

func list(n int) *cell {
	var head *cell
	for i := 0; i < n; i++ {
		head = &cell{i, head}
	}
	return head
}

func length(c *cell) (n int) {
	for ; c != nil; c = c.next {
		n++
	}
	return n
}

func main() {
	kept := list(10)
	for i := 0; i < 5; i++ {
		dropped := list(100)
		fmt.Println("dropped a list of", length(dropped))
	}
	fmt.Println("kept", length(kept))
}
