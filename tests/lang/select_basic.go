package main

import (
	"fmt"
	"time"
)


func main() {
	c := make(chan int, 1)
	d := make(chan string)
	select {
	case v := <-c:
		fmt.Println(v)
	default:
		fmt.Println("empty")
	}
	c <- 5
	select {
	case c <- 6:
		fmt.Println("sent")
	case v, ok := <-c:
		fmt.Println("got", v, ok)
	}
	go func() { d <- "hello" }()
	select {
	case s := <-d:
		fmt.Println(s)
	case <-time.After(time.Second):
		fmt.Println("timeout")
	}
	close(c)
	v, ok := <-c
	fmt.Println(v, ok)
	var nilc chan int
	select {
	case <-nilc:
	case nilc <- 1:
	default:
		fmt.Println("nil channels block")
	}
}

// Output:
// empty
// got 5 true
// hello
// 0 false
// nil channels block
