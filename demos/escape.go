// Where variables live: a local whose address leaves its function, or that a closure keeps, cannot
// stay in the frame. Try: break main, run, next …, frames, lookup, heap list.
package main

import "fmt"

type node struct {
	val  int
	next *node
}

// newNode returns the address of its local: n is moved to the heap.
func newNode(v int) *node {
	n := node{val: v}
	return &n
}

// counter's variable outlives its call, because the closure needs it.
func counter() func() int {
	count := 0
	return func() int {
		count++
		return count
	}
}

// sum keeps everything in its frame.
func sum(a, b int) int {
	t := a + b
	return t
}

func main() {
	p := newNode(1)
	p.next = newNode(2)
	next := counter()
	next()
	next()
	fmt.Println(p.val, p.next.val, next(), sum(3, 4))
}
