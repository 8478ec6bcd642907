package main

import "fmt"

type point struct{ x, y int }

type celsius float64

type list struct {
	head *point
	all  []point
	by   map[string]point
	any  interface{}
	temp celsius
}

type box[T any] struct{ v T }

func (p point) norm() int { return p.x*p.x + p.y*p.y }

func show(p point, l *list) int {
	n := p.norm()
	return n + len(l.all)
}

func main() {
	p := point{1, 2}
	l := &list{&p, []point{{3, 4}, {5, 6}}, map[string]point{"k": {7, 8}}, point{9, 9}, 21.5}
	b := box[int]{4}
	fmt.Println(show(p, l), b)
}
