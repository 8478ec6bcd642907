// Values in interfaces and method values that do not outlive their call lie in its frame; each turn of a loop and each call
// has its own.
package main

import (
	"fmt"
	"runtime"
)

type point struct{ x, y int }

func (p point) sum() int    { return p.x + p.y }
func (p *point) move(n int) { p.x += n }

type outer struct {
	point
	next *point
}

type summer interface{ sum() int }

//go:noinline
func kind(v any) string {
	switch v := v.(type) {
	case int:
		return fmt.Sprint("int ", v)
	case int8:
		return fmt.Sprint("int8 ", v)
	case string:
		return "string " + v
	case point:
		return fmt.Sprint("point ", v.x, v.y)
	case [3]string:
		return "array " + v[0] + v[2]
	case float32:
		return fmt.Sprint("float32 ", v)
	case bool:
		return fmt.Sprint("bool ", v)
	}
	return "other"
}

//go:noinline
func same(a, b any) bool { return a == b }

func boxes(n int, s string) {
	for i := range 3 {
		fmt.Println(kind(n+i), kind(int8(n-i)), kind(s+"!"), kind(point{n, i}), kind([3]string{s, "x", s}), kind(float32(n)/2), kind(n > 1000))
	}
	fmt.Println(same(n, n+1), same(point{n, 1}, point{n, 1}), same(s, any(s)), kind(any(n)))
	var last, now any = -1, nil
	for i := range 3 {
		now = 1000 + i + n
		fmt.Println(same(last, now), kind(last))
		last = now
	}
}

func methods(n int) (total int) {
	p, o := point{n, 1}, outer{point{1, n}, &point{2, n}}
	f, g := p.sum, p.move
	h, k := o.sum, o.next.move
	var s summer = p
	m := s.sum
	g(10)
	k(5)
	total = f() + p.sum() + h() + o.next.x + m()
	for i := range 3 {
		q := point{i, n}
		each := q.sum
		q.x = 100
		total += each()
	}
	return total
}

func deep(n int) int {
	p := point{n, n}
	f := p.sum
	if n == 0 {
		runtime.GC()
		return 0
	}
	rest := deep(n - 1)
	return rest + f() + len(kind(p))
}

func heap(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs
}

//go:noinline
func size(v any) int {
	if p, ok := v.(point); ok {
		return p.x
	}
	return 0
}

func main() {
	boxes(300, "text")
	fmt.Println(methods(7), deep(50))
	n := heap(func() {
		for i := range 1000 {
			p := point{i + 1000, i}
			f := p.sum
			if size(p)+f() < 0 {
				return
			}
		}
	})
	fmt.Println("allocated:", n > 100)
}

// Output:
// int 300 int8 44 string text! point 300 0 array texttext float32 150 bool false
// int 301 int8 43 string text! point 300 1 array texttext float32 150 bool false
// int 302 int8 42 string text! point 300 2 array texttext float32 150 bool false
// false true true int 300
// false int -1
// false int 1300
// false int 1301
// 73 3082
// allocated: false
