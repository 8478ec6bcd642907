package main

import (
	"fmt"
)


func main() {
	defer func() {
		r := recover()
		fmt.Println(r)
		panic(fmt.Errorf("wrapped: %v", r))
	}()
	var m map[string]int
	m["a"]++
}

// Output:
// assignment to entry in nil map
// Status: 2
// Stderr: panic: assignment to entry in nil map [recovered]
