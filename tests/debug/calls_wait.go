package main

import (
	"fmt"
	"sync"
	"time"
)

var (
	mu    sync.Mutex
	turns int
)

func echo(in, out chan int) {
	for v := range in {
		turns++
		out <- 2 * v
	}
}

func ask(in, out chan int, n int) int {
	in <- n
	return <-out
}

func receive(c chan int) int {
	defer mu.Unlock()
	mu.Lock()
	return <-c
}

func either(c, d chan int) string {
	select {
	case <-c:
		return "c"
	case <-d:
		return "d"
	}
}

func nap() (int64, error) {
	before := time.Now()
	time.Sleep(time.Second)
	return time.Since(before).Milliseconds() / 1000, nil
}

func crash(c chan int) {
	go func() { panic("elsewhere") }()
	<-c
}

func main() {
	in, out, never := make(chan int), make(chan int), make(chan int)
	go echo(in, out)
	fmt.Println(ask(in, out, 1))
	fmt.Println(ask(in, out, 2), turns)
	fmt.Println(mu.TryLock(), len(never))
}
