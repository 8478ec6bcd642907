package main

import (
	"time"
	"unsafe"

	"example.com/stubs"
)

func try(f func(x, y int) int) {
	defer func() {
		println(recover().(string))
	}()
	f(1, 2)
}

func main() {
	x := 7
	println(stubs.YAdd(3, 4))
	n, err := stubs.YMixed(true, 0.5, "text", 6, time.Second, unsafe.Pointer(&x))
	println(n, err == nil)
	stubs.YNothing()
	try(stubs.YSwapped)
	try(func(x, y int) int { return stubs.YTwice(x) })
	try(func(x, y int) int { return stubs.YMissing(x) })
}
