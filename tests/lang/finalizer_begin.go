package main

import "runtime"

type node struct {
	n    int
	next *node
}

func main() {
	x := &node{}
	y := []node{{}, {}}
	runtime.SetFinalizer(&y[1], func(*node) {})
	runtime.KeepAlive(x)
}

// Output:
// Status: 2
// Stderr: fatal error: runtime.SetFinalizer: pointer not at beginning of allocated block
