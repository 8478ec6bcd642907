package main

type Node struct{ val int }

var first *Node

func main() {
	first = &Node{1}
	first.val = 2
	println(first.val)
}
