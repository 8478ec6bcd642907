package main

import "fmt"

func sum(id int, c chan int) int {
	s := 0
	for i := 0; i < 2; i++ {
		s += <-c
	}
	return s * id
}

func main() {
	c, d, done := make(chan int), make(chan int), make(chan int)
	go func() {
		r := sum(1, c)
		done <- r
	}()
	go func() {
		r := sum(2, d)
		done <- r
	}()
	for i := 0; i < 2; i++ {
		c <- i
		d <- i
	}
	fmt.Println(<-done + <-done)
}
