package main

import (
	"fmt"
	"os"
	"runtime"
)

var g int

func deep(n int) int {
	var pad [64]int
	pad[n%64] = n
	if n == 0 {
		g++
		return pad[0]
	}
	return deep(n-1) + pad[n%64] - n + 1
}

func exit(n int) { os.Exit(n) }

func bye() { runtime.Goexit() }

func alloc(n int) []*int {
	var s []*int
	for i := 0; i < n; i++ {
		v := i
		s = append(s, &v)
	}
	return s
}

func block(c chan int) int { return <-c }

func worker(done chan bool) {
	x := 5
	x++
	fmt.Println("worker", x)
	done <- true
}

func two() (int, string) { return 4, "four" }

func main() {
	done := make(chan bool)
	go worker(done)
	<-done
	c := make(chan int)
	fmt.Println("end", g)
	_ = c
	var m map[string]int
	m["x"] = 1
}
