package main

import "runtime"

type node struct {
	n    int
	next *node
}

func main() {
	x := &node{}
	runtime.SetFinalizer(x, func(int) {})
	runtime.KeepAlive(x)
}

// Output:
// Status: 2
// Stderr: fatal error: runtime.SetFinalizer: cannot pass *main.node to finalizer func(int)
