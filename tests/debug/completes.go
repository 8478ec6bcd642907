package main

import "fmt"

type point struct {
	X, Y int
	next *point
}

func (p *point) Sum() int { return p.X + p.Y }

var origin point
var table = []int{1, 2, 3}

func add(x, y int) int {
	return x + y
}

func main() {
	p := &point{1, 2, &origin}
	s := p.Sum()
	fmt.Println(add(s, table[0]), p)
}
