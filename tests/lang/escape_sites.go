// What is allocated in the frame: literals, new, closures, slices, variadic arguments. Loops come by again, calls
// recurse, collections look, panics unwind.
package main

import (
	"fmt"
	"runtime"
	"strings"
)

type node struct {
	val  int
	name string
	next *node
}

func (n *node) sum() (s int) {
	for ; n != nil; n = n.next {
		s += n.val
	}
	return s
}

func fresh(s string) string { return strings.Repeat(s, 3) }

func churn() {
	for i := 0; i < 20; i++ {
		_ = fresh("xyz")
	}
	runtime.GC()
}

// Each turn finds its node zeroed, and what it points at survives.
func turns(n int) (out string) {
	for i := 0; i < n; i++ {
		p := &node{val: i}
		q := new(node)
		out += fmt.Sprint(q.val, q.name == "", len(p.name), ";")
		p.name, q.name, q.next = fresh("a"), fresh("b"), p
		churn()
		out += p.name[:1] + q.name[:1] + fmt.Sprint(q.sum()) + " "
	}
	return out
}

// A pointer that a loop hands on to its next turn: each turn has a node of its own.
func handed() (s int) {
	for p := (&node{val: 1}); p.val < 5; p = (&node{val: p.val + 1, next: p}) {
		func() { s = s*10 + p.sum() }()
	}
	return s
}

func again(n int) int {
	var first *node
loop:
	p := &node{val: n, next: first}
	first = p
	if n > 0 {
		n--
		goto loop
	}
	return p.sum()
}

func depth(n int) int {
	p := &node{val: n, name: fresh("d")}
	f := func() int { return p.val + len(p.name) }
	if n == 0 {
		churn()
		return f()
	}
	return depth(n-1) + f()
}

func total(xs ...int) (s int) {
	for _, x := range xs {
		s += x
	}
	return s
}

func names(xs ...*node) (s string) {
	churn()
	for _, x := range xs {
		s += x.name
	}
	return s
}

func slices() string {
	a := []string{fresh("p"), "q", fresh("r")}
	b := make([]int, 4)
	c := make([]byte, 2, 8)
	for i := range b {
		b[i] += i * i
	}
	c = append(c, "abc"...)
	d := [][]int{{1}, {2, 3}, b[1:3]}
	churn()
	return fmt.Sprint(a, b, string(c[2:]), d, len(d[2]), cap(c), cap(c[:0]))
}

func again2() (s string) {
	for i := 0; i < 3; i++ {
		b := make([]int, 3)
		b[i]++
		c := []*node{{val: i}, nil, 2: {val: 7}}
		s += fmt.Sprint(b, c[0].val, c[1] == nil, c[2].val, " ")
	}
	return s
}

func closures() int {
	n, name := 1, fresh("n")
	add := func(k int) { n += k }
	twice := func(f func(int), k int) { f(k); f(k) }
	churn()
	for i := 0; i < 3; i++ {
		step := func(k int) { add(k * i) }
		twice(step, 10)
	}
	return n + len(name)
}

type stack struct{ items []*node }

func (s *stack) push(n *node) { s.items = append(s.items, n) }

// A deferred call keeps what the frame holds until it is made, after a panic too.
func deferred() (out string) {
	p := &node{name: fresh("z")}
	defer func() {
		r := recover()
		churn()
		out = fmt.Sprint(r, p.name, q(p).name)
	}()
	for i := 0; i < 3; i++ {
		defer func(xs ...int) { out += fmt.Sprint(total(xs...)) }(i, i+1)
	}
	p.next = &node{name: "y"}
	panic("gone")
}

func q(p *node) *node { return p.next }

func ranged() (s int) {
	for i := range func(yield func(int) bool) {
		for k := 0; k < 4 && yield(k); k++ {
		}
	} {
		p := &node{val: i}
		ptrs := []*node{p, {val: 100}}
		churn()
		s += ptrs[0].val + ptrs[1].val
	}
	return s
}

func pick[T any](i int, xs ...T) T {
	box := &struct{ v T }{xs[i]}
	get := func() T { return box.v }
	return get()
}

var kept *node

func mixed(keep bool) int {
	a, b := &node{val: 1}, &node{val: 2}
	if keep {
		kept = b
	}
	a.next = &node{val: 3}
	return a.sum() + b.sum()
}

func main() {
	fmt.Println(turns(3))
	fmt.Println(handed(), again(4), depth(40))
	fmt.Println(total(), total(1), total(1, 2, 3), names(&node{name: "u"}, &node{name: fresh("v")}))
	fmt.Println(slices())
	fmt.Println(again2(), closures())
	fmt.Println(deferred(), ranged(), pick(1, 4, 5, 6), pick(0, "s", "t"))
	var s stack
	for i := 0; i < 3; i++ {
		s.push(&node{val: i})
	}
	churn()
	fmt.Println(s.items[0].val, s.items[2].val, mixed(true), kept.val)
	done := make(chan string)
	go func() {
		p := &node{name: fresh("g")}
		churn()
		done <- p.name
	}()
	fmt.Println(<-done)
}

// Output:
// 0 true 0;ab0 0 true 0;ab1 0 true 0;ab2 
// 1370 10 943
// 0 1 6 uvvv
// [ppp q rrr] [0 1 4 9]abc[[1] [2 3] [1 4]] 2 8 8
// [1 0 0] 0 true 7 [0 1 0] 1 true 7 [0 0 1] 2 true 7  64
// gonezzzy 406 5 s
// 0 2 6 2
// ggg
