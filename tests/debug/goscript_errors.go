package main

import "fmt"

type Node struct {
	Val  int
	Name string
	Next *Node
}

func sum(l *Node) int {
	n := 0
	for ; l != nil; l = l.Next {
		n += l.Val
	}
	return n
}

func main() {
	list := &Node{1, "one", &Node{2, "two\x00z", nil}}
	m := map[string]int{"a": 1, "b": 2}
	var e any = 3.5
	fmt.Println(sum(list), m, e)
}
