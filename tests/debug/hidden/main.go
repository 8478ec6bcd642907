package main

import "hidden/shape"

var level = 2

func main() {
	s := shape.New("square")
	n := shape.Count(4)
	shape.Grow(s)
	println(s.Size(), int(n), width(level))
}
