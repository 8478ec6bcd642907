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

// The program's own package has assembly, too; no processor is to be asked.
func cpuid(a, b uint32) (eax, ebx, ecx, edx uint32)
func hasAVX2() bool
func own(x int) (r int)

func twice(x int) int { return 2 * x }

func main() {
	x := 7
	println(own(21))
	println(cpuid(0, 0))
	println(hasAVX2())
	println(stubs.YAdd(3, 4))
	n, err := stubs.YMixed(true, 0.5, "text", 6, time.Second, unsafe.Pointer(&x))
	println(n, err == nil)
	stubs.YNothing()
	try(stubs.YSwapped)
	try(func(x, y int) int { return stubs.YTwice(x) })
	try(func(x, y int) int { return stubs.YMissing(x) })
}
