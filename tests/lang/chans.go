package main

import (
	"fmt"
	"sync"
	"time"
)

func worker(id int, jobs <-chan int, results chan<- int, wg *sync.WaitGroup) {
	defer wg.Done()
	for j := range jobs {
		results <- j * j
	}
	_ = id
}

func main() {
	jobs, results := make(chan int, 5), make(chan int, 100)
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go worker(i, jobs, results, &wg)
	}
	for i := 1; i <= 20; i++ {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	close(results)
	sum := 0
	for r := range results {
		sum += r
	}
	fmt.Println(sum)
	done := make(chan struct{})
	c := make(chan string)
	go func() {
		for i := 0; i < 3; i++ {
			c <- fmt.Sprint("msg", i)
		}
		close(done)
	}()
	for n := 0; n < 4; n++ {
		select {
		case s := <-c:
			fmt.Println(s)
		case <-done:
			fmt.Println("done")
		}
	}
	select {
	case v, ok := <-done:
		fmt.Println(v, ok)
	default:
		fmt.Println("default")
	}
	t := time.After(10 * time.Millisecond)
	select {
	case <-t:
		fmt.Println("timeout")
	case <-make(chan int):
	}
	var mu sync.Mutex
	n := 0
	var wg2 sync.WaitGroup
	for i := 0; i < 100; i++ {
		wg2.Add(1)
		go func() {
			defer wg2.Done()
			mu.Lock()
			n++
			mu.Unlock()
		}()
	}
	wg2.Wait()
	fmt.Println(n)
}

// Output:
// 2870
// msg0
// msg1
// msg2
// done
// {} false
// timeout
// 100
