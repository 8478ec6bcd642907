package main

import "fmt"

func main() {
	a, b := 1, 2
	for i, j := 0, 10; i < 1; i, j = i+1, j-1 {
		c := i
		if d, e := c+1, c+2; d < e {
			x, y := d, e
			a := x
			fmt.Println(a, b, i, j, c, d, e, x, y)
		}
	}
	switch k := b; {
	case k > 1:
		l := k
		fmt.Println(l, a)
	}
}
