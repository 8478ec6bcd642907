package main

import "runtime/debug"

func waiter(c chan int) { <-c }

func main() {
	debug.SetTraceback("crash")
	debug.SetTraceback("none") // no less than the environment's, but less than it was
	debug.SetTraceback("crash")
	c := make(chan int)
	go waiter(c)
	println("now")
	var p *int
	c <- *p
}

// Status: 134
// Stderr: main.waiter(
// Stderr: goroutine 1 [running]:
// Output:
