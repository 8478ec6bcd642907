package main

import (
	"fmt"
)

func mul(a, b [][]float64) [][]float64 {
	n := len(a)
	c := make([][]float64, n)
	for i := range c {
		c[i] = make([]float64, n)
		for j := 0; j < n; j++ {
			for k := 0; k < n; k++ {
				c[i][j] += a[i][k] * b[k][j]
			}
		}
	}
	return c
}

func queens(n int) int {
	cols, d1, d2 := make([]bool, n), make([]bool, 2*n), make([]bool, 2*n)
	var place func(r int) int
	place = func(r int) (c int) {
		if r == n {
			return 1
		}
		for i := range n {
			if cols[i] || d1[r+i] || d2[r-i+n] {
				continue
			}
			cols[i], d1[r+i], d2[r-i+n] = true, true, true
			c += place(r + 1)
			cols[i], d1[r+i], d2[r-i+n] = false, false, false
		}
		return
	}
	return place(0)
}

func main() {
	n := 30
	a, b := make([][]float64, n), make([][]float64, n)
	for i := range a {
		a[i], b[i] = make([]float64, n), make([]float64, n)
		for j := range a[i] {
			a[i][j], b[i][j] = float64(i*j%7), float64(i+j)
		}
	}
	c := mul(a, b)
	t := 0.0
	for i := range c {
		t += c[i][i]
	}
	fmt.Println(t, c[3][4])
	var grid [8][8]int
	for i := range grid {
		for j := range grid[i] {
			grid[i][j] = i ^ j
		}
	}
	fmt.Println(grid[5], queens(6))
}

// Output:
// 63870 1597
// [5 4 7 6 1 0 3 2] 4
