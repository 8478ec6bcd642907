// Parameters, results and receivers that are too large for frames.
package main

import (
	"errors"
	"fmt"
	"reflect"
)

const n = 100_000 // 800 KB

type grid [n]int

type pair struct {
	name string
	g    grid
	p    *int
}

type summer interface {
	sum() int
	with(i, v int) grid
}

func (g grid) sum() (s int) {
	for _, v := range g {
		s += v
	}
	g[0] = -1 // the caller's stays
	return
}

func (g grid) with(i, v int) grid {
	g[i] = v
	return g
}

func (g *grid) set(i, v int) grid {
	g[i] = v
	return *g
}

func filled(v int) grid {
	var g grid
	for i := range g {
		g[i] = v
	}
	return g
}

func swap(a, b grid) (grid, grid)         { return b, a }
func three() (int, grid, string)          { return 7, filled(2), "three" }
func take(i int, g grid, s string) string { g[0] += i; return fmt.Sprint(i, g[0], g[n-1], s) }
func named(fail bool) (g grid, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered %v", r)
			g[1] = 99
		}
	}()
	g[0] = 5
	if fail {
		panic("bad")
	}
	return g.with(2, 6), nil
}

func unnamed(fail bool) grid {
	defer func() { recover() }()
	if fail {
		panic("bad")
	}
	return filled(3)
}

var later func()

func captured() (g grid) {
	later = func() { g[0]++; fmt.Println("captured", g[0]) }
	g[0] = 10
	return
}

func variadic(gs ...grid) (s int) {
	for _, g := range gs {
		s += g[n-1]
	}
	return
}

func spreadVariadic(i int, rest ...any) int { return len(rest) + i }

func depth(k int, g grid) int {
	if k == 0 {
		return g[0]
	}
	g[0]++
	return depth(k-1, g)
}

func each(yield func(int, grid) bool) {
	for i := range 3 {
		if !yield(i, filled(i)) {
			return
		}
	}
}

func find(v int) (grid, error) {
	for i, g := range each {
		if g[n-1] == v {
			return g, nil
		}
		_ = i
	}
	return grid{}, errors.New("none")
}

func generic[T any](x T, f func(T) T) T { return f(f(x)) }

func pairs(p pair) (q pair, ok bool) {
	q = p
	q.name += "!"
	*q.p++
	return q, true
}

func order() int { fmt.Print("order "); return 1 }

func main() {
	a, b := filled(1), filled(2)
	a, b = swap(a, b)
	fmt.Println(a[0], b[n-1], a.sum(), a[0])
	fmt.Println(take(three()))
	fmt.Println(take(order(), a.with(0, order()), "x"))
	g, err := named(false)
	fmt.Println(g[0], g[1], g[2], err)
	g, err = named(true)
	fmt.Println(g[0], g[1], g[2], err)
	u := unnamed(true)
	fmt.Println(u[0], unnamed(false)[5])
	c := captured()
	later()
	later()
	fmt.Println(c[0])
	fmt.Println(variadic(), variadic(a, b, filled(9)), variadic([]grid{a}...))
	fmt.Println(spreadVariadic(1, a, b), depth(20, g))

	var s summer = a
	fmt.Println(s.sum(), s.with(3, 4)[3], a[3])
	f := a.with
	a[7] = 70
	fmt.Println(f(1, 1)[7], a.set(8, 8)[7], grid.with(a, 2, 2)[7], (*grid).set(&a, 1, 5)[1], a[1])
	h := summer.sum
	fmt.Println(h(filled(4)))
	var e any = a
	fmt.Println(e.(grid).sum() == a.sum(), e == any(a), e == any(b))

	x := 1
	p, ok := pairs(pair{"p", a, &x})
	fmt.Println(p.name, p.g[1], x, ok)
	fmt.Println(generic(p, func(p pair) pair { p.name += "?"; p.g[0]++; return p }).name, p.g[0])

	for i, g := range each {
		fmt.Println(i, g[0], g[n-1])
	}
	g, err = find(2)
	fmt.Println(g[9], err)
	_, err = find(8)
	fmt.Println(err)

	done := make(chan int)
	go func(g grid, p pair) { done <- g[0] + p.g[1] }(filled(40), p)
	fmt.Println(<-done)
	defer func(g grid) { fmt.Println("deferred", g[0], recover()) }(a)
	defer a.sum()
	a[0] = 1000

	out := reflect.ValueOf(swap).Call([]reflect.Value{reflect.ValueOf(a), reflect.ValueOf(b)})
	fmt.Println(out[0].Index(0), out[1].Index(0))
	m := reflect.ValueOf(a).MethodByName("With")
	fmt.Println(m.IsValid())
	made := reflect.MakeFunc(reflect.TypeOf(swap), func(in []reflect.Value) []reflect.Value {
		return []reflect.Value{in[0], in[0]}
	}).Interface().(func(grid, grid) (grid, grid))
	q, r := made(a, b)
	fmt.Println(q[0], r[0])
	func(g grid) grid { panic(g[0]) }(a)
}

// Output:
// 2 1 200000 2
// 7 9 2three
// order order 1 2 2x
// 5 0 6 <nil>
// 5 99 0 recovered bad
// 0 3
// captured 11
// captured 12
// 10
// 0 12 2
// 3 25
// 200000 4 2
// 2 70 70 5 5
// 400000
// true true false
// p! 5 2 true
// p!?? 2
// 0 0 0
// 1 1 1
// 2 2 2
// 2 <nil>
// none
// 45
// 1 1000
// false
// 1000 1000
// deferred 2 1000
// GCStress: 100
