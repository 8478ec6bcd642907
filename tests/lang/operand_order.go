package main

import "fmt"

var g = 1
var s = []int{1, 2, 3}

type P struct{ v int }

var p = &P{1}

func f() int      { g++; s = append([]int{9}, s...); p = &P{p.v + 10}; return g }
func tr(x int) int { fmt.Print("<", x, "> "); return x }

func two() (int, int)  { return g, f() }
func three() (bool, int, int) { return g == 1, g + f(), s[0] }

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func show(args ...any) { fmt.Println(args...) }

func main() {
	show(g == 1, g+f() == 2)
	show(two())
	show(three())
	ch := make(chan int, 3)
	chans := []chan int{ch}
	pick := func() int { chans = []chan int{nil, ch}; return 1 }
	chans[0] <- tr(5)
	show(s[f()-f()+1], s[len(s)-f()+f()-1], <-ch)
	show(p.v+f(), p.v)
	if p.v == f() || g > 3 {
		show("yes")
	}
	zero, text := 0, "abc"
	try(func() { show(1/zero, tr(1)) })
	try(func() { show(s[zero-1], tr(2)) })
	try(func() { show(text[2:zero], tr(3)) })
	try(func() { show(tr(4), text[2:zero], tr(5)) })
	try(func() { show(s[zero-1], text[2:zero], tr(6)) })
	try(func() { show(any(text).(int), tr(7)) })
	try(func() { show(1<<(zero-1), tr(8)) })
	x := 0
	x, x = tr(1), tr(2)
	show(x, pick())
	one := func(x int) int { return x }
	try(func() { g, _ = one(50), one(1)/one(zero) })
	show(g)
	try(func() { s[one(99)], _ = 1, one(1)/one(zero) })
	show(len(s), f(), len(s) == cap(s[:len(s):len(s)]))
}
// Output:
// true false
// 3 3
// false 8 9
// <5> 9 2 5
// 90 81
// yes
// <1> runtime error: integer divide by zero
// <2> runtime error: index out of range [-1]
// runtime error: slice bounds out of range [2:0]
// <4> runtime error: slice bounds out of range [2:0]
// runtime error: slice bounds out of range [2:0]
// interface conversion: interface {} is string, not int
// <8> runtime error: negative shift amount
// <1> <2> 2 1
// runtime error: integer divide by zero
// 50
// runtime error: index out of range [99] with length 12
// 12 51 true
