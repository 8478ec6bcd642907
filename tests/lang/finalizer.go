package main

import (
	"fmt"
	"runtime"
)

type node struct {
	next *node
	name string
}

func chain(log chan<- string) {
	b := &node{name: "b"}
	a := &node{next: b, name: "a"}
	for _, n := range []*node{a, b} {
		runtime.SetFinalizer(n, func(n *node) { log <- n.name })
	}
	kept := &node{name: "cleared"}
	runtime.SetFinalizer(kept, func(n *node) { log <- n.name })
	runtime.SetFinalizer(kept, nil)
}

func main() {
	log := make(chan string, 4)
	chain(log)
	for i := 0; i < 4; i++ {
		runtime.GC()
		runtime.Gosched()
	}
	close(log)
	for name := range log {
		fmt.Println("finalized", name)
	}
}

// Output:
// finalized a
// finalized b
