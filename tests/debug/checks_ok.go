package main

import "fmt"

type Node struct {
	Val  int
	Next *Node
}

var total int
var kept *Node

func sum(n *Node) int {
	if n == nil {
		return 0
	}
	return n.Val + sum(n.Next)
}

func report(x int) {
	fmt.Println(x)
	fmt.Println("total", total)
}

func main() {
	head := &Node{1, &Node{2, &Node{3, nil}}}
	kept, total = head, sum(head)
	report(total)
}
