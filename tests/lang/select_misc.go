package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

func producer(n int, out chan<- int) {
	defer close(out)
	for i := 0; i < n; i++ {
		out <- i
	}
}

func fanIn(cs ...<-chan int) <-chan int {
	out := make(chan int)
	var wg sync.WaitGroup
	for _, c := range cs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for v := range c {
				out <- v
			}
		}()
	}
	go func() { wg.Wait(); close(out) }()
	return out
}

func main() {
	a, b := make(chan int), make(chan int)
	go producer(50, a)
	go producer(50, b)
	total := 0
	for v := range fanIn(a, b) {
		total += v
	}
	fmt.Println(total)
	var cnt atomic.Int64
	var once sync.Once
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			once.Do(func() { fmt.Println("once") })
			cnt.Add(int64(i))
		}()
	}
	wg.Wait()
	fmt.Println(cnt.Load())
	tick := time.NewTicker(2 * time.Millisecond)
	n := 0
	for range tick.C {
		n++
		if n == 3 {
			tick.Stop()
			break
		}
	}
	fmt.Println(n)
	sem := make(chan struct{}, 2)
	var mu sync.RWMutex
	m := map[int]int{}
	var wg2 sync.WaitGroup
	for i := range 10 {
		wg2.Add(1)
		go func() {
			sem <- struct{}{}
			mu.Lock()
			m[i] = i * i
			mu.Unlock()
			<-sem
			wg2.Done()
		}()
	}
	wg2.Wait()
	mu.RLock()
	fmt.Println(len(m), m)
	mu.RUnlock()
	done := make(chan bool)
	go func() {
		defer func() {
			fmt.Println("recovered:", recover())
			done <- true
		}()
		var c chan int
		close(c)
	}()
	<-done
	c := make(chan int, 3)
	c <- 1
	c <- 2
	close(c)
	fmt.Println(len(c), cap(c))
	for v := range c {
		fmt.Print(v, " ")
	}
	v, ok := <-c
	fmt.Println(v, ok)
}

// Output:
// 2450
// once
// 1225
// 3
// 10 map[0:0 1:1 2:4 3:9 4:16 5:25 6:36 7:49 8:64 9:81]
// recovered: close of nil channel
// 2 3
// 1 2 0 false
