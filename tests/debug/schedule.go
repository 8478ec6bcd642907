package main

import (
	"fmt"
	"sync"
)

var order []int
var mu sync.Mutex

func work(id, n int, wg *sync.WaitGroup) {
	for i := 0; i < n; i++ {
		mu.Lock()
		order = append(order, id)
		mu.Unlock()
	}
	wg.Done()
}

func main() {
	var wg sync.WaitGroup
	wg.Add(3)
	for i := 1; i <= 3; i++ {
		go work(i, 4, &wg)
	}
	wg.Wait()
	fmt.Println(order)
}
