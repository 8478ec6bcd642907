package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

type node struct{ next *node }

// A program that wants all signals still has its faults as panics.
func main() {
	c := make(chan os.Signal, 4)
	signal.Notify(c)
	defer func() {
		fmt.Println(recover())
		syscall.Kill(os.Getpid(), syscall.SIGUSR2)
		fmt.Println(<-c)
	}()
	var n *node
	fmt.Println(n.next)
}

// Output:
// runtime error: invalid memory address or nil pointer dereference
// user defined signal 2
