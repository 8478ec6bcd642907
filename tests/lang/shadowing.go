package main

import (
	"fmt"
)

var v = "package"

func main() {
	x := 1
	{
		x := 2
		x++
		fmt.Println(x)
	}
	if x := x + 10; x > 5 {
		fmt.Println(x)
		x, y := "s", x
		fmt.Println(x, y)
	}
	fmt.Println(x, v)
	v := 5
	v, w := v+1, 2
	fmt.Println(v, w)
	f := func(x int) (v int) { v = x * 2; return }
	fmt.Println(f(x))
	len := func(s string) int { return 42 }
	fmt.Println(len("a"))
}

// Output:
// 3
// 11
// s 11
// 1 package
// 6 2
// 2
// 42
