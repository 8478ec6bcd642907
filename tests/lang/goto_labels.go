package main

import (
	"fmt"
)


func main() {
	i := 0
	again:
	i++
	if i < 3 {
		goto again
	}
	fmt.Println(i)
	outer:
	for x := 0; ; x++ {
		switch {
		case x == 2:
			continue outer
		case x > 4:
			break outer
		}
		for y := range 3 {
			if y == 1 {
				continue outer
			}
			fmt.Print(x, y, " ")
		}
	}
	fmt.Println()
	{
		if i == 3 {
			goto end
		}
		fmt.Println("unreached")
	}
	end:
	fmt.Println("end")
}

// Output:
// 3
// 0 0 1 0 3 0 4 0 
// end
