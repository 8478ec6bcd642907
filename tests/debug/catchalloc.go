package main

type Node struct {
	Val  int
	Next *Node
}

var last *int
var head *Node

func keep(v int) int {
	n := v * 2
	last = &n
	return n
}

func param(v int) (r int) {
	last = &v
	for i := 0; i < 2; i++ {
		last = &i
	}
	last = &r
	return 7
}

func main() {
	var s []int
	for i := 0; i < 9; i++ {
		s = append(s, i)
	}
	s = append(s, s...)
	keep(3)
	param(4)
	p := new(Node)
	head = &Node{4, p}
	big := make([]Node, 100)
	more := make([]Node, 3)
	println(len(s), len(big), len(more))
}
