package main

import (
	"fmt"
	"runtime"
)

type node struct {
	val  int
	next *node
}

func one(n int) *node {
	return &node{n, nil}
}

func sum(a, b *node) int {
	return a.val + b.val
}

func look(n int) int {
	runtime.GC()
	var more []*node
	for i := 0; i < 1000; i++ {
		more = append(more, one(-1))
	}
	return n + len(more)
}

func bad(s []int) int {
	defer fmt.Println("deferred")
	return s[7]
}

func safe() (r int) {
	defer func() {
		if e := recover(); e != nil {
			r = -1
		}
	}()
	return bad(nil)
}

func main() {
	t := sum(one(1), one(2)) + sum(one(3), one(4))
	fmt.Println(t)
	fmt.Println(bad([]int{1, 2}))
}
