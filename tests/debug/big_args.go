package main

import "fmt"

type grid [100_000]int

func step(g grid, i int) (grid, int) {
	g[i]++
	return g, g[i]
}

func fill(v int) (g grid) {
	for i := range g {
		g[i] = v
	}
	return
}

func main() {
	a := fill(3)
	b, n := step(a, 1)
	fmt.Println(a[1], b[1], n)
	panic(fill(4)[0])
}
