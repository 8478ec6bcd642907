package main

import "fmt"

func main() {
	x := 0
	s := ""
	for i := 0; i < 3; i++ {
		x += i
		s += "x"
	}
	fmt.Println(x, s)
}
