// Lab 4: stack or heap. What outlives its call lies on the heap, everything else in the frame.
package main

import "fmt"

type point struct{ x, y int }

func sum(p *point) int { return p.x + p.y }

// near has a point in its frame, although it takes the address.
func near() int {
	// TODO 1: declare a local variable p, a point with x 3 and y 4. Put sum(&p) into s, and return s.
	return 0
}

// far gives a point away: it must outlive the call.
func far() *point {
	// TODO 2: declare a local variable p, a point with x 5 and y 6, and return its address.
	return nil
}

// count gives away a function that counts its calls: what it counts in must outlive the call.
func count() func() int {
	// TODO 3: declare a local variable n. Return a function that adds 1 to n and returns n.
	return nil
}

func main() {
	s := near()
	// TODO 4: put far() into f, and count() into next. Call next twice: put the second result into twice.
	fmt.Println(s)
	// TODO 5: print s, sum(f) and twice instead, in one line.
}
