package main

import (
	"bufio"
	"fmt"
	"os"
	"time"
)

var lines = make(chan string)
var n int

func twice(x int) int {
	n++
	return 2 * x
}

func line() string {
	fmt.Println("asking")
	return <-lines
}

func main() {
	go func() {
		for in := bufio.NewScanner(os.Stdin); in.Scan(); {
			lines <- in.Text()
		}
	}()
	go func() {
		time.Sleep(200 * time.Millisecond) // the others wait by now
		fmt.Println("waiting")
	}()
	fmt.Println("main got", <-lines)
	fmt.Println("main got", <-lines)
}
