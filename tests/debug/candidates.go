package main

import (
	"fmt"
	"os"
)

type Node struct {
	Val  int
	Next *Node
}

type Shape interface{ Area() float64 }
type Sq struct{ Side float64 }

func (s Sq) Area() float64 { return s.Side * s.Side }

type Named struct {
	*Node
	Name string
}

var table = []int{1, 2, 3, 5, 8}

func add(x, y int) int {
	z := x + y
	return z
}

func Map[T, U any](xs []T, f func(T) U) []U {
	var r []U
	for _, x := range xs {
		r = append(r, f(x))
	}
	return r
}

func main() {
	var sh Shape = Sq{3}
	list := &Node{1, &Node{2, nil}}
	named := Named{list, "n"}
	strs := Map(table, func(i int) string { return fmt.Sprint(i * i) })
	fmt.Fprintln(os.Stdout, sh.Area(), named.Val, add(1, 2), strs)
	later := 1
	_ = later
}
