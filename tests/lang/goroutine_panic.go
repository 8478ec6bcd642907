package main

import (
	"fmt"
	"time"
)


func main() {
	go func() { panic("in goroutine") }()
	time.Sleep(50 * time.Millisecond)
	fmt.Println("not reached")
}

// Output:
// Status: 2
// Stderr: panic: in goroutine
