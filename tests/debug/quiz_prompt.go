package main

var total = 10

func main() {
	println(total)
}
