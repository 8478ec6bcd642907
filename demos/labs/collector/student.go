// Lab 5: the garbage collector. It frees what no variable leads to any more, and nothing else.
package main

import "fmt"

type node struct {
	val  int
	next *node
}

var head *node

// build makes a list of the nodes 3, 2, 1 that head leads to.
func build() {
	// TODO 1
}

// cut takes the last two nodes off the list; the first one stays.
func cut() {
	// TODO 2
}

// ring makes two nodes that point to each other, and keeps neither.
func ring() {
	// TODO 3
}

func main() {
	build()
	cut()
	ring()
	fmt.Println(head != nil)
}
