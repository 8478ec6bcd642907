// The seed: one small program, and everything that happens in memory when it runs.
// Walk through it with:  strata -batch -x demos/memory.strata demos/memory.go
package main

import "fmt"

var a = 10 // data segment

func init() {
	fmt.Println("Hello")
}

// add has its parameters and z in the stack frame of each call.
func add(x int, y int) {
	z := x + y
	fmt.Println(z)
}

func main() {
	add(5, 4)
	add(a, 3) // a: not in main's frame, found in the data segment
}
