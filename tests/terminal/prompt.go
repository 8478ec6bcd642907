package main

import (
	"bufio"
	"fmt"
	"os"
)

var alpha = 10

type Point struct{ X, Y int }

func add(x int, y int) int {
	z := x + y
	return z
}

func busy(n int) int {
	for {
		n++
	}
}

func main() {
	p := Point{1, 2}
	fmt.Println(add(p.X, alpha))
	line, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	fmt.Print("read ", line)
	if line == "spin\n" {
		busy(p.Y)
	}
}
