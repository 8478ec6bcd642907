package main

import "sync"

func stop() {}

func main() {
	var wg sync.WaitGroup
	ch := make(chan int)
	for range 30000 {
		wg.Add(1)
		go func() { defer wg.Done(); <-ch }()
	}
	var mu sync.Mutex
	mu.Lock()
	go func() { mu.Lock() }()
	for range 3 {
		go func() { ch <- 1 }()
	}
	stop()
	<-ch
	wg.Wait()
}
