package main

import "fmt"

var total int

func report(x int) {
	for {
		fmt.Println("again", x)
	}
}

func main() {
	total = 1
	for x := 0; ; x++ {
		report(x)
	}
}
