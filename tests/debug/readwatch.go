package main

import (
	"fmt"
	"strings"
)

type t struct {
	a, b int
	name string
}

var g [4]int
var m = map[string]int{"k": 1}

func touch(p *int) int { return *p }

func deep(n int) int {
	if n == 0 {
		return g[1]
	}
	return deep(n-1) + 1
}

func main() {
	v := &t{1, 2, "name"}
	w := *v
	w.a++
	s := []int{1, 2, 3}
	x := 7
	fmt.Println(touch(&g[1]))
	fmt.Println(w.a, v.b)
	c := make(chan int)
	go func() { c <- g[1] }()
	fmt.Println(<-c)
	copy(s, g[:])
	fmt.Println(s, x)
	for i := range s {
		x += s[i]
	}
	fmt.Println(strings.Repeat(v.name, 2), x)
	fmt.Println(deep(3))
	defer func() {
		recover()
		fmt.Println(g[1])
	}()
	var q *t
	fmt.Println(q.a)
}
