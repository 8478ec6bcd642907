// What the flow graph keeps in the frame: results, loop variables, generic functions, goto, addresses that outlive a
// scope; and what closures copy. A collection at the wrong moment, or a stale word, shows in the sums.
package main

import (
	"fmt"
	"runtime"
	"strings"
)

type node struct {
	val  int
	next *node
}

func churn() {
	for i := 0; i < 50; i++ {
		_ = strings.Repeat("x", 100+i)
	}
	runtime.GC()
}

// A named result that a deferred closure changes: in the frame.
func result() (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			n, err = n+1, fmt.Errorf("recovered: %v", r)
		}
	}()
	n = 41
	panic("now")
}

// The address of an inner variable outlives its scope, not its frame; what it points at must live.
func wide() int {
	var p **node
	{
		inner := &node{1, &node{2, nil}}
		p = &inner
	}
	{
		other := &node{7, nil}
		_ = other
	}
	churn()
	return (*p).val + (*p).next.val
}

// The same in a loop, where the outer pointer is set in one turn only: each turn has its own.
func last(n int) int {
	var p *[3]*node
	for i := 0; i < n; i++ {
		a := [3]*node{{i, nil}, nil, {i * 2, nil}}
		if i == 3 {
			p = &a
		}
		churn()
	}
	return p[0].val + p[2].val
}

func jumps(n int) (sum int) {
	var keep []*int
again:
	x := n
	keep = append(keep, &x)
	if n > 0 {
		n--
		goto again
	}
	for _, p := range keep {
		sum += *p
	}
	return sum
}

// A loop variable that a closure changes, used in its turn only.
func turns() (out []int) {
	for i := 0; i < 6; i++ {
		func() { i++ }()
		out = append(out, i)
	}
	return out
}

// Assigned before the closure is made, never after: copied.
func copied() (fs []func() int) {
	for i := 0; i < 3; i++ {
		x := i
		x *= 10
		x += 1
		fs = append(fs, func() int { return x + i })
	}
	return fs
}

// Assigned by the statement that makes the closure, or after it: shared.
func shared() (int, int) {
	q := 0
	var f func() int
	q, f = 1, func() int { return q }
	var fact func(int) int
	fact = func(n int) int {
		if n < 2 {
			return q
		}
		return n * fact(n-1)
	}
	return f(), fact(5)
}

func swap[T any](a, b *T) { *a, *b = *b, *a }

func generic[T any](x, y T) (T, T) {
	swap(&x, &y)
	return x, y
}

type pair[T any] struct{ a, b T }

func (p *pair[T]) turn() *pair[T] { swap(&p.a, &p.b); return p }

func methods() string {
	p := pair[string]{"a", "b"}
	q := pair[int]{1, 2}
	churn()
	return fmt.Sprint(*p.turn(), q.turn().turn().a)
}

func each(n int, yield func(int) bool) {
	for i := 0; i < n && yield(i); i++ {
	}
}

func ranged() (sum int) {
	total := &sum
	for i := range func(yield func(int) bool) { each(5, yield) } {
		v := i
		p := &v
		*total += *p
		if i == 3 {
			return sum * 100
		}
	}
	return -1
}

// What a deferred call keeps is evaluated now.
func late() (s string) {
	b := []byte("now")
	defer func(p *[]byte) { s += string(*p) }(&b)
	defer func(x string) { s += x + "," }(string(b))
	b = []byte("then")
	return "late:"
}

func sw(v any) *int {
	switch x := v.(type) {
	case int:
		return &x
	case *int:
		return x
	case []int:
		return &x[1]
	}
	return nil
}

func main() {
	fmt.Println(result())
	fmt.Println(wide(), last(6), jumps(4), turns())
	for _, f := range copied() {
		fmt.Print(f(), " ")
	}
	fmt.Println(shared())
	fmt.Println(generic(1, 2))
	fmt.Println(generic("x", "y"))
	fmt.Println(methods(), ranged(), late())
	churn()
	n := 5
	fmt.Println(*sw(3), *sw(&n), *sw([]int{1, 9}))
}

// Output:
// 42 recovered: now
// 3 9 10 [1 3 5]
// 1 12 23 1 120
// 2 1
// y x
// {b a} 1 600 late:now,then
// 3 5 9
