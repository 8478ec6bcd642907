package main

import "time"

func main() {
	defer func() { println(cap(time.After(0)), recover() == nil) }()
	panic(nil)
}
