package main

import (
	"errors"
	"fmt"
	"os"
)

type Node struct {
	Val  int
	Next *Node
}

var total int

func bump(n *Node) {
	n.Val++
	total += n.Val
}

func local() int {
	x := 1
	x = 2
	for i := 0; i < 3; i++ {
		x += i
	}
	return x
}

func risky(k int) (err error) {
	defer func() {
		if e := recover(); e != nil {
			err = errors.New("caught")
		}
	}()
	if k == 1 {
		panic("one")
	}
	s := []int{1}
	s[k]++
	return nil
}

func main() {
	n := &Node{Val: 3}
	kept = n
	m := map[string]int{}
	bump(n)
	m["k"] = 5
	fmt.Println(local())
	s := []int{1, 2, 3}
	s[1] = 9
	ch := make(chan int, 1)
	ch <- 1
	go func() { ch <- 2 }()
	fmt.Println(<-ch)
	fmt.Println(risky(1), risky(7))
	if total > 0 {
		os.Exit(3)
	}
}

var kept *Node // so that it is in the heap
