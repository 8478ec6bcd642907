// A stack of 300,000 frames, and 500 goroutines that wait: what looks at all of them is done at once.
package main

import "sync"

var mu sync.Mutex

func rec(n int) int {
	if n == 0 {
		return 0
	}
	return rec(n-1) + 1
}

func main() {
	x := 5
	q := &x
	println(rec(300000), *q)
	mu.Lock()
	for range 500 {
		go mu.Lock()
	}
	mu.Lock()
}
