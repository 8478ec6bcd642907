package main

import "fmt"

func gen(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

func first(n int) int {
	for v := range gen(n) {
		for w := range gen(2) {
			if v+w == 2 {
				return w
			}
		}
	}
	return -1
}

func main() {
	x := 0
	for v := range gen(2) {
		x += v
		x++
	}
	x += first(3)
	fmt.Println(x)
	ch := make(chan int)
	go func() {
		ch <- 1
		close(ch)
	}()
	for v := range ch {
		x += v
	}
	done := make(chan int)
	go func() { <-ch; close(done) }()
	<-done
	v, ok := <-done
	fmt.Println(x, v, ok)
}
