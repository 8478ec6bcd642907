// Goroutines that hand numbers on: many stacks, little memory, a switch every few ticks.
package main

import "fmt"

func stage(in, out chan int) {
	for v := range in {
		out <- v + 1
	}
	close(out)
}

func main() {
	first := make(chan int)
	last := first
	for i := 0; i < 100; i++ {
		next := make(chan int)
		go stage(last, next)
		last = next
	}
	go func() {
		for i := 0; i < 100_000; i++ {
			first <- i
		}
		close(first)
	}()
	sum := 0
	for v := range last {
		sum += v
	}
	fmt.Println(sum)
}
