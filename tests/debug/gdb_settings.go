package main

import (
	"errors"
	"fmt"
	"os"
)

var x = 255

func fact(n int, s []int) int {
	if n <= 1 {
		return s[0] + x
	}
	return n * fact(n-1, s)
}

func main() {
	r := 'x'
	fmt.Println(fact(3, []int{1, 2}), r, errors.New("e"))
	fmt.Fprintln(os.Stderr, "to stderr")
	var m map[string]int
	m["boom"] = 1
}
