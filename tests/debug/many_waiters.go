package main

import (
	"runtime"
	"sync"
)

func stop() {}

func main() {
	var wg sync.WaitGroup
	ch := make(chan int)
	for range 800 {
		wg.Add(1)
		go func() { defer wg.Done(); <-ch }()
	}
	var mu sync.Mutex
	mu.Lock()
	go func() { mu.Lock() }()
	for range 3 {
		go func() { ch <- 1 }()
	}
	for range 3 {
		runtime.Gosched()
	}
	stop()
	<-ch
	wg.Wait()
}
