package main

import "time"

func main() {
	println(time.Second)
}
