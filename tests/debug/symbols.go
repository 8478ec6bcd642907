package main

type Node struct {
	Val  int
	Next *Node
}

type Namer interface{ Name() string }

func (n *Node) Name() string { return "a literal of some length" }

var head *Node
var table [4]int
var namer Namer = &Node{}
var answer = 42

func deep(n int) int {
	var pad [20]int
	pad[n] = n
	if n == 0 {
		return pad[0]
	}
	return deep(n-1) + pad[n]
}

func waits(c chan uint16, job uint16) {
	job += <-c
	println(job)
}

func main() {
	deep(5)
	c := make(chan uint16)
	go waits(c, 7)
	if head == nil {
		inner := 5
		table[1] = inner
	}
	head = &Node{1, &Node{2, nil}}
	lost := head.Next
	head.Next = nil
	text := namer.Name()
	lost = nil
	c <- 1
	println(text, lost == nil)
}
