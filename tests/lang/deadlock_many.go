package main

import (
	"fmt"
	"sync"
)


func main() {
	var wg sync.WaitGroup
	wg.Add(1)
	c := make(chan int)
	go func() { c <- 1 }()
	fmt.Println("waiting")
	wg.Wait()
}

// Output:
// waiting
// Status: 2
// Stderr: fatal error: all goroutines are asleep - deadlock!
