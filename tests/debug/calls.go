package main

import "fmt"

var g = 1

func add(x, y int) int {
	z := x + y
	g++
	return z
}

func boom(n int) int {
	s := []int{1}
	return s[n]
}

func safe(n int) (r int) {
	defer func() { recover(); r = -1 }()
	return boom(n)
}

func spin(n int) int {
	for n > 0 {
		n++
	}
	return n
}

func ask(c chan int) int {
	c <- 4
	return <-c
}

func echo(c chan int) {
	for v := range c {
		c <- v * 2
	}
}

func main() {
	defer func() { fmt.Println("deferred", recover()) }()
	c := make(chan int)
	go echo(c)
	a := 5
	a = add(a, 4)
	fmt.Println(a)
	a = add(a, 3)
	fmt.Println(a)
}
