package main

type Node struct {
	Val  int
	Next *Node
}

type Tree struct {
	Name string
	Kids []*Tree
}

var cache = map[string]*Node{}
var head *Node
var queue = make(chan *Node, 4)
var shape any
var visit func() int

func push(v int) {
	head = &Node{v, head}
}

func tree(name string, depth int) *Tree {
	t := &Tree{Name: name}
	for i := 0; i < depth; i++ {
		t.Kids = append(t.Kids, tree(name+"x", depth-1))
	}
	return t
}

func counter() func() int {
	n := 100
	return func() int { n++; return n }
}

func waits(job *Node, in chan int) {
	<-in
	println(job.Val)
}

func main() {
	for i := 1; i <= 8; i++ {
		push(i)
	}
	cache["k"] = &Node{Val: 20}
	queue <- &Node{Val: 30}
	shape = Node{Val: 40}
	visit = counter()
	t := tree("a", 2)
	local := alone(50)
	last := &t.Kids[1].Name
	go waits(&Node{Val: 60}, make(chan int))
	for i := 0; i < 3; i++ {
		push(i)
		head = head.Next
	}
	println(local.Val, *last)
}

func alone(v int) *Node { return &Node{Val: v} }
