package main

import (
	"fmt"
)


func main() {
	for _, f := range []func(){
		func() { c := make(chan int); close(c); close(c) },
		func() { c := make(chan int, 1); close(c); c <- 1 },
		func() { var c chan int; close(c) },
	} {
		func() {
			defer func() { fmt.Println(recover()) }()
			f()
		}()
	}
	c := make(chan int, 2)
	c <- 1
	fmt.Println(len(c), cap(c))
}

// Output:
// close of closed channel
// send on closed channel
// close of nil channel
// 1 2
