package main

import (
	"fmt"
)

func f() (n int) {
	defer func() { n *= 2 }()
	n = 5
	return n + 1
}

func g() int {
	n := 1
	defer func() { n = 100 }()
	return n
}

func h() (s string) {
	defer func() {
		if r := recover(); r != nil {
			s = fmt.Sprint("recovered ", r)
		}
	}()
	panic("h")
}

func main() {
	fmt.Println(f(), g(), h())
	func() {
		for i := range 3 {
			defer func(n int) { fmt.Print("d", n, i, " ") }(i * 10)
		}
		x := 1
		defer fmt.Println("x was", x)
		x = 2
	}()
	fmt.Println()
}

// Output:
// 12 1 recovered h
// x was 1
// d20 2 d10 1 d0 0 
