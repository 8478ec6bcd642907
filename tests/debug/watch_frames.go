package main

import "fmt"

type P struct{ x int }

func set(p *int, v int) { *p = v }
func inc(p *P)          { p.x++ }

// What is watched lies beside the pointer that leads to it, in a place without a name.
func object() int {
	h := new(P)
	fmt.Print("")
	inc(h)
	inc(h)
	return h.x
}

func assigned() int {
	var p *P
	p = &P{x: 9}
	p.x++
	p.x = 20
	return p.x
}

func slice() int {
	s := []int{5, 6, 7, 8}
	x := 1
	fmt.Print("")
	set(&x, 8)
	x = 10
	set(&x, 1)
	return s[x&3]
}

func sum() int {
	var a, b P
	p, q := &a, &b
	set(&a.x, 83)
	set(&q.x, 5)
	return p.x + q.x
}

func main() {
	fmt.Println(object(), assigned(), slice(), sum())
}
