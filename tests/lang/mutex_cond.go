package main

import (
	"context"
	"fmt"
	"sync"
)


func main() {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	queue := []int{}
	done := make(chan int)
	go func() {
		sum := 0
		for i := 0; i < 10; i++ {
			mu.Lock()
			for len(queue) == 0 {
				cond.Wait()
			}
			sum += queue[0]
			queue = queue[1:]
			mu.Unlock()
		}
		done <- sum
	}()
	for i := range 10 {
		mu.Lock()
		queue = append(queue, i)
		mu.Unlock()
		cond.Signal()
	}
	fmt.Println(<-done)
	f := sync.OnceValue(func() int { fmt.Println("computed"); return 7 })
	fmt.Println(f(), f())
	var m sync.Map
	m.Store("a", 1)
	v, ok := m.Load("a")
	fmt.Println(v, ok)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	<-ctx.Done()
	fmt.Println(ctx.Err())
}

// Output:
// 45
// computed
// 7 7
// 1 true
// context canceled
