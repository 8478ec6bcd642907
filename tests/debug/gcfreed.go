package main

import "fmt"

type node struct{ next *node }

func work(n int) (r int) {
	defer func() { recover() }()
	m := map[string][]int{}
	for i := range n {
		m[fmt.Sprint(i)] = append(m["0"], i)
		defer func() { r += len(m) }()
	}
	_ = &node{&node{}}
	return len(m)
}

func main() {
	n := work(3)
	fmt.Println(n)
}
