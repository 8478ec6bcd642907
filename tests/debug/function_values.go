package main

import "fmt"

type T struct{ n int }

func (t T) M(x int) int   { return t.n + x }
func (t *T) P(x int) int  { return t.n - x }

type I interface{ M(int) int }

func add(a, b int) int { return a + b }

func main() {
	t := T{5}
	mv := t.M
	pv := t.P
	me := T.M
	pe := (*T).P
	f := add
	k := 3
	cl := func(x int) int { return x + k }
	var i I = t
	im := i.M
	any := []interface{}{mv, pv, me, pe, f, cl, im, t, &t, (chan int)(nil), map[string]int(nil), []int(nil)}
	var nilf func()
	var c chan string
	var e error
	fmt.Println(len(any), nilf == nil, c, e)
}
