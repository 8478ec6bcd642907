// Another variable still leads to the nodes that were cut off.
package main

import "fmt"

type node struct {
	val  int
	next *node
}

var head, last *node

// build makes a list of the nodes 3, 2, 1 that head leads to.
func build() {
	for i := 1; i <= 3; i++ {
		head = &node{i, head}
	}
}

// cut takes the last two nodes off the list; the first one stays.
func cut() {
	last = head.next
	head.next = nil
}

// ring makes two nodes that point to each other, and keeps neither.
func ring() {
	a := &node{val: 4}
	b := &node{5, a}
	a.next = b
	a, b = nil, nil
	last = head
}

func main() {
	build()
	cut()
	ring()
	fmt.Println(head != nil)
}
