package main

import (
	"fmt"
)

type E struct {
	code int
	msg  string
}

func main() {
	defer fmt.Println("last words")
	panic(E{404, "nope"})
}

// Output:
// last words
// Status: 2
// Stderr: panic: (main.E) 0x
