package main

import "fmt"

type Grid [8][8]bool

func (g *Grid) next() (n Grid) {
	for y := range g {
		for x := range g[y] {
			alive := 0
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					if (dy != 0 || dx != 0) && g[(y+dy+8)%8][(x+dx+8)%8] {
						alive++
					}
				}
			}
			n[y][x] = alive == 3 || alive == 2 && g[y][x]
		}
	}
	return
}

func (g Grid) String() (s string) {
	for _, row := range g {
		for _, c := range row {
			if c {
				s += "#"
			} else {
				s += "."
			}
		}
		s += "\n"
	}
	return
}

func main() {
	var g Grid
	for _, p := range [][2]int{{0, 1}, {1, 2}, {2, 0}, {2, 1}, {2, 2}} {
		g[p[0]][p[1]] = true
	}
	for range 4 {
		g = g.next()
	}
	fmt.Print(g)
}

// Output:
// ........
// ..#.....
// ...#....
// .###....
// ........
// ........
// ........
// ........
