package main

type Node struct {
	a, b int
}

var total int

func tidy() {
	recover()
	total += 100
}

func fail() {
	defer tidy()
	panic("no")
}

func main() {
	nodes := make(chan *Node, 4)
	nodes <- new(Node)
	n := 1
	keep := func() { n++ }
	nodes <- &Node{b: n}
	keep()
	fail()
	total = n
	total++
	println(total)
}
