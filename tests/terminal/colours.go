package main

import "fmt"

type point struct{ x, y int }

func show(p *point, numbers []int) {
	fmt.Println(p.x+p.y, len(numbers))
}

func main() {
	p := &point{3, 4}
	show(p, make([]int, 20))
}
