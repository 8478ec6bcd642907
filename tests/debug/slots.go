package main

type Node struct {
	Val  int
	Next *Node
}

var last *int

func value(n *Node) int {
	return n.Val
}

func work(n int, list *Node) (sum int) {
	shared := n * 2
	last = &shared
	for i := 0; i < n; i++ {
		half := i / 2
		sum += half
	}
	{
		block := list.Next
		sum += value(block) + value(&Node{3, nil})
	}
	var later [3]*Node
	later[1] = list
	return sum + len(later)
}

func pick(n *Node, v int) int {
	return n.Val + v
}

func main() {
	println(pick(&Node{8, nil}, value(&Node{9, nil})))
	println(work(4, &Node{1, &Node{2, nil}}))
}
