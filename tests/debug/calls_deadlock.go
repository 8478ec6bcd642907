package main

import (
	"fmt"
	"sync"
)

var mu sync.Mutex
var ch = make(chan int)
var n int

func twice(x int) int {
	n++
	return 2 * x
}

func get() int { return <-ch }

func send(x int) int {
	ch <- x
	return x
}

func locked() int {
	mu.Lock()
	defer mu.Unlock()
	return n
}

func worker(id int) {
	v := <-ch
	fmt.Println("worker", id, "got", v)
}

func main() {
	go worker(1)
	go worker(2)
	mu.Lock()
	x := 7
	fmt.Println("about to wait", x)
	mu.Lock()
	fmt.Println("done", x)
}
