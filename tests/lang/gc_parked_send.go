// A value that a parked goroutine sends lies in its frame alone. When a collection is under way that has not
// seen this frame yet, the value must not be lost while it is handed over.
package main

import (
	"fmt"
	"runtime"
)

type node struct {
	next  *node
	value int
}

func main() {
	ch := make(chan *node)
	for i := 0; i < 60; i++ {
		go func() {
			for k := 0; k < 20; k++ {
				ch <- &node{&node{nil, k}, i}
			}
		}()
	}
	runtime.Gosched()
	var got []*node
	for i := 0; i < 1200; i++ {
		got = append(got, <-ch)
		for k := 0; k < 3; k++ {
			_ = &node{&node{nil, -1}, -1}
		}
	}
	sum, inner := 0, 0
	for _, n := range got {
		sum += n.value
		inner += n.next.value
	}
	fmt.Println(len(got), sum, inner)
}

// Output:
// 1200 35400 11400
// GC: steps
