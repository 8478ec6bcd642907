package main

import "unsafe"

func main() {
	var m map[string]int
	var s []int
	var c chan int
	var st string
	p := (*uintptr)(unsafe.Pointer(&m))
	q := (*uintptr)(unsafe.Pointer(&c))
	println(len(m), len(s), len(c), len(st))
	_, _ = p, q
}
