// What a channel of empty structs gives is nowhere: the receiving instruction still names a slot of its frame.
package main

import "fmt"

type gate chan struct{}

func (g gate) open()  { g <- struct{}{} }
func (g gate) enter() { <-g }

func (g gate) try() (ok bool) {
	_, ok = <-g
	return
}

func main() {
	g := make(gate, 2)
	g.open()
	g.enter()
	g.open()
	fmt.Println(g.try(), <-func() gate { g.open(); return g }())
	close(g)
	g.enter()
	fmt.Println(g.try())
}

// Output:
// true {}
// false
