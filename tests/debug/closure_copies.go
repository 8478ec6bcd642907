package main

import "fmt"

func main() {
	x, y := 1, 2
	f := func() int { return x + y }
	y++
	g := func() func() int { return func() int { return x } }
	fmt.Println(f(), g()(), x, y)
}
