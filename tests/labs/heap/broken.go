// A point is no pointer.
package main

import "fmt"

type point struct{ x, y int }

func sum(p *point) int { return p.x + p.y }

// near has a point in its frame, although it takes the address.
func near() int {
	p := point{3, 4}
	s := sum(&p)
	return s
}

// far gives a point away: it must outlive the call.
func far() *point {
	p := point{5, 6}
	return p
}

// count gives away a function that counts its calls: what it counts in must outlive the call.
func count() func() int {
	n := 0
	return func() int {
		n++
		return n
	}
}

func main() {
	s := near()
	f := far()
	next := count()
	next()
	twice := next()
	fmt.Println(s, sum(f), twice)
}
