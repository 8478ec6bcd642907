// A timer's time begins when it is made, not when somebody gets to wait for it.
package main

import (
	"fmt"
	"time"
)

func main() {
	order := make(chan string, 2)
	go func() {
		for began := time.Now(); time.Since(began) < 20*time.Millisecond; {
		}
		time.AfterFunc(30*time.Millisecond, func() { order <- "second" })
	}()
	time.AfterFunc(40*time.Millisecond, func() { order <- "first" })
	fmt.Println(<-order, <-order)
	fmt.Println(time.NewTimer(1<<63-1).Stop(), time.NewTimer(-1).Stop())
}

// Output:
// first second
// true true
