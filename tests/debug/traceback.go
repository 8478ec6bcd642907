package main

import (
	"os"
	"runtime/debug"
	"sync"
)

func waiter(mu *sync.Mutex) {
	mu.Lock()
}

func main() {
	if len(os.Args) > 1 {
		debug.SetTraceback(os.Args[1])
	}
	var mu sync.Mutex
	mu.Lock()
	go waiter(&mu)
	go func() { panic("of the second") }()
	mu.Lock()
}
