package main

import (
	"fmt"
	"sync"
)

func worker(id int, in <-chan int, wg *sync.WaitGroup) {
	defer wg.Done()
	for v := range in {
		total(id, v)
	}
}

var sum int

func total(id, v int) int {
	sum += v
	return sum
}

func pair(n int) (int, string) {
	s := "no"
	if n > 1 {
		s = "yes"
	}
	return n, s
}

func main() {
	var wg sync.WaitGroup
	in := make(chan int)
	for i := 1; i <= 2; i++ {
		wg.Add(1)
		go worker(i, in, &wg)
	}
	in <- 10
	in <- 20
	close(in)
	wg.Wait()
	n, s := pair(1)
	fmt.Println(n, s, sum)
}
