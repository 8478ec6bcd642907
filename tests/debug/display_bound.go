package main

import "fmt"

var total = 100

func h() {
	fmt.Println("h")
}
func k() {
	total := 1
	total++
	fmt.Println(total)
}
func main() {
	h()
	k()
}
