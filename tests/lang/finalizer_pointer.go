package main

import "runtime"

type node struct {
	n    int
	next *node
}

func main() {
	x := &node{}
	runtime.SetFinalizer(x.n, func(int) {})
	runtime.KeepAlive(x)
}

// Output:
// Status: 2
// Stderr: fatal error: runtime.SetFinalizer: first argument is int, not pointer
