package main

import "fmt"

type T struct{ a, b int }

func (t *T) get() int { return t.b }

func main() {
	fmt.Println("start")
	var t *T
	t.get()
}

// Output:
// start
// Status: 2
// Stderr: panic: runtime error: invalid memory address or nil pointer dereference
