package main

import "sync"

func wait(n int, ch chan int, wg *sync.WaitGroup) {
	double := 2 * n
	wg.Done()
	<-ch
	println(double)
}

func main() {
	var wg sync.WaitGroup
	ch := make(chan int)
	wg.Add(2)
	go wait(1, ch, &wg)
	go wait(2, ch, &wg)
	wg.Wait()
	println("all wait")
}
