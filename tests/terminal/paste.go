package main

import "fmt"

var turns int

func wait(c chan int) int {
	fmt.Println("waiting")
	return <-c
}

func spin() {
	for {
		turns++
	}
}

func main() {
	c := make(chan int)
	go spin()
	fmt.Println("日本語", len(c))
	fmt.Println(turns > 0)
}
