// It cuts one node further.
package main

import "fmt"

type node struct {
	val  int
	next *node
}

var head *node

// build makes a list of the nodes 3, 2, 1 that head leads to.
func build() {
	for i := 1; i <= 3; i++ {
		head = &node{i, head}
	}
}

// cut takes the last two nodes off the list; the first one stays.
func cut() {
	head.next.next = nil
}

// ring makes two nodes that point to each other, and keeps neither.
func ring() {
	a := &node{val: 4}
	b := &node{5, a}
	a.next = b
}

func main() {
	build()
	cut()
	ring()
	fmt.Println(head != nil)
}
