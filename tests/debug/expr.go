package main

import "fmt"

type Shape interface{ Area() float64 }
type Sq struct{ Side float64 }

func (s Sq) Area() float64 { return s.Side * s.Side }

type Node struct {
	Val  int
	Next *Node
}

func two(x int) (int, error) { return x + 4, nil }

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func main() {
	var sh Shape = Sq{3}
	m := map[string]int{"k": 7}
	ch := make(chan int, 4)
	ch <- 20
	ch <- 10
	n := &Node{1, &Node{2, nil}}
	s := []int{1, 2, 3}
	x := 0
	x = fib(20)
	fmt.Println(sh, m, len(ch), n.Val, s, x)
}
