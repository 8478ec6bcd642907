package main

type Node struct {
	Val  int
	Next *Node
}

var head *Node
var other *Node

func list(n int) (l *Node) {
	for i := n; i > 0; i-- {
		l = &Node{i, l}
	}
	return l
}

func waits(mine *Node, go_on chan bool) {
	<-go_on
	mine.Next = nil
	<-go_on
}

func main() {
	head = list(4)
	list(2)
	c := make(chan bool)
	go waits(list(2), c)
	c <- true
	tail := head.Next.Next
	head.Next.Next = nil
	other = tail
	tail = &Node{9, nil}
	c <- true
	println(head.Val, other.Val, tail.Val)
}
