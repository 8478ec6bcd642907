package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

var calls int

// Sum adds in a goroutine per element.
func Sum(xs []int) (total int) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	calls++
	for _, x := range xs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			total += x
			mu.Unlock()
		}()
	}
	wg.Wait()
	return total
}

func stuck() int { return <-make(chan int) }

func fails(c chan int) int {
	go func() { c <- 1 }()
	<-c
	panic("fails")
}

func main() {
	fmt.Println(Sum([]int{1, 2}))
	fmt.Println(calls)
}

func sleeps() (n int) {
	go func() { n = 6 }()
	time.Sleep(time.Millisecond)
	return n
}

func yields() int {
	var done atomic.Bool
	go func() { done.Store(true) }()
	for !done.Load() {
		runtime.Gosched()
	}
	return 6
}

func alone() int {
	time.Sleep(time.Hour)
	runtime.Gosched()
	return 7
}
