// Package stubs has functions in assembly that call others, as generators write them.
package stubs

import (
	"time"
	"unsafe"
)

//go:noescape
func YAdd(x, y int) (r int)

//go:nosplit
func YMixed(b bool, f float64, s string, _ int32, d time.Duration, p unsafe.Pointer) (n int, err error)

func YNothing()

// YSwapped gives its arguments in another order: no stub.
func YSwapped(x, y int) int

// YTwice calls twice.
func YTwice(x int) int

// YMissing calls what is not there, and nobody calls it.
func YMissing(x int) int

//go:noinline
func Add(x, y int) int { return x + y }

func Mixed(b bool, f float64, s string, n int32, d time.Duration, p unsafe.Pointer) (int, error) {
	println(b, f, s, n, d.String(), *(*int)(p))
	return int(n), nil
}

func Nothing() { println("nothing") }

func Sub(x, y int) int { return x - y }
