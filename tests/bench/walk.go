package main

import "fmt"

type node struct {
	next *node
	val  int
}

func main() {
	var head *node
	for i := 0; i < 100000; i++ {
		head = &node{head, i}
	}
	sum := 0
	for r := 0; r < 200; r++ {
		for n := head; n != nil; n = n.next {
			sum += n.val
		}
	}
	fmt.Println(sum)
}
