package main

import (
	"fmt"
)


func main() {
	var f func(int) int
	defer func() {
		fmt.Println(recover())
	}()
	fmt.Println(f == nil)
	f(1)
}

// Output:
// true
// runtime error: invalid memory address or nil pointer dereference
