// The parts of a literal live while the others are computed, wherever the literal is made.
package main

import (
	"fmt"
	"runtime"
)

type node struct {
	n    int
	next *node
}

// collected allocates over what a collection has freed.
func collected(n int) *node {
	made := &node{n: n}
	runtime.GC()
	for i := 0; i < 50; i++ {
		_ = fmt.Sprint(&node{n: -1})
	}
	return made
}

type pair struct {
	a, b *node
	text string
}

func text(s string) string { return fmt.Sprint(s, collected(0).n) }

func main() {
	array := [3]*node{collected(1), collected(2), collected(3)}
	whole := pair{collected(4), collected(5), text("made ")}
	parts := pair{b: collected(6), text: text("part "), a: collected(7)}
	inner := struct {
		p    pair
		list [2]pair
		any  any
	}{pair{collected(8), collected(9), ""}, [2]pair{{a: collected(10)}, {b: collected(11)}}, collected(12)}
	slice := []*node{collected(13), collected(14)}
	keyed := map[string]*node{"x": collected(15), text("y"): collected(16)}
	pointer := &pair{collected(17), collected(18), text("p")}
	var later pair
	later = pair{collected(19), collected(20), text("l")}
	later = pair{later.b, later.a, later.text + text("m")}
	runtime.GC()
	fmt.Println(array[0].n, array[1].n, array[2].n)
	fmt.Println(whole.a.n, whole.b.n, whole.text, parts.a.n, parts.b.n, parts.text)
	fmt.Println(inner.p.a.n, inner.p.b.n, inner.list[0].a.n, inner.list[1].b.n, inner.any.(*node).n)
	fmt.Println(slice[0].n, slice[1].n, keyed["x"].n, keyed["y0"].n, pointer.a.n, pointer.b.n, pointer.text)
	fmt.Println(later.a.n, later.b.n, later.text)
}

// Output:
// 1 2 3
// 4 5 made 0 7 6 part 0
// 8 9 10 11 12
// 13 14 15 16 17 18 p0
// 20 19 l0m0
