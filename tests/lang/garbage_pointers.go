// What unsafe has made of numbers faults when it is used, as any bad address does.
package main

import (
	"fmt"
	"unsafe"
)

func try(what string, f func()) {
	defer func() { fmt.Println(what, recover()) }()
	f()
}

func main() {
	var m map[string]int
	*(*uintptr)(unsafe.Pointer(&m)) = 8
	try("len", func() { fmt.Println(len(m)) })
	try("index", func() { fmt.Println(m["a"]) })
	var f func()
	*(*uintptr)(unsafe.Pointer(&f)) = 8
	try("call", func() { f() })
	var c chan int
	*(*uintptr)(unsafe.Pointer(&c)) = 8
	try("send", func() { c <- 1 })
	*(*uintptr)(unsafe.Pointer(&m)) = 123456
	fmt.Println(m["a"])
}

// Output:
// len runtime error: invalid memory address or nil pointer dereference
// index runtime error: invalid memory address or nil pointer dereference
// call runtime error: invalid memory address or nil pointer dereference
// send runtime error: invalid memory address or nil pointer dereference
// Status: 2
// Stderr: unexpected fault address 0x1e240
