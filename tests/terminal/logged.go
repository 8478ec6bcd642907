package main

import "fmt"

var n int

func main() {
	for {
		if n++; n%1000000 == 0 {
			fmt.Println("counting")
		}
	}
}
