package main

type node struct {
	val  int
	next *node
}

var a = 10
var table = [4]int{1, 2, 3, 4}

func show(n *node, i int) {
	word := "hi"
	println(n.val, i, word)
}

func main() {
	n := &node{1, &node{2, nil}}
	for i := 0; i < 3; i++ {
		show(n, i)
	}
}
