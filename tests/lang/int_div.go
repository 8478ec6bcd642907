package main

import (
	"fmt"
)


func main() {
	for _, p := range [][2]int{{7, 2}, {-7, 2}, {7, -2}, {-7, -2}} {
		fmt.Print(p[0]/p[1], p[0]%p[1], " ")
	}
	fmt.Println()
	u := uint(17)
	fmt.Println(u/4, u%4, u/3, -17/4, -17%4, 17/8, -17>>2)
	defer func() { fmt.Println(recover()) }()
	z := 0
	fmt.Println(1 % z)
}

// Output:
// 3 1 -3 -1 -3 1 3 -1 
// 4 1 5 -4 -1 2 -5
// runtime error: integer divide by zero
