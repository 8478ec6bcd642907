package main

import (
	"fmt"
)

type A struct{ x int }

func (a *A) inc()     { a.x++ }
func (a A) get() int  { return a.x }

type B struct {
	A
	y int
}
type D struct {
	B
	z int
}
type getter interface{ get() int }

func main() {
	d := D{B: B{A: A{1}, y: 2}, z: 3}
	d.x += 10
	d.inc()
	fmt.Println(d.x, d.y, d.z, d.get(), d.B.A.get(), d)
	var g getter = d
	fmt.Println(g.get())
	var h getter = &d
	d.x = 100
	fmt.Println(h.get(), g.get())
	e := struct {
		*A
		n int
	}{&A{5}, 1}
	e.inc()
	fmt.Println(e.x, e.get())
}

// Output:
// 12 2 3 12 12 {{{12} 2} 3}
// 12
// 100 12
// 6 6
