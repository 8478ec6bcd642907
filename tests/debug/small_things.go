package main

type Node struct {
	Val  int
	Next *Node
}

func nothing() {
	println("x")
}

func main() {
	p := &Node{Val: 1}
	q := &Node{2, p}
	var cc <-chan <-chan int
	var c2 chan (<-chan int)
	var c3 chan<- chan int
	var c4 <-chan (chan<- int)
	nothing()
	println(p, q, cc, c2, c3, c4)
	kept = q
}

var kept *Node // both outlive main's frame: they are heap objects
