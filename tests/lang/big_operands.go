// Values that are too large for frames, as operands of everything.
package main

import "fmt"

type g [100000]int
type k [5000]int
type big [9000]struct {
	p *int
	s string
}

type T struct{ a, b g }

func get() g           { var x g; x[3] = 3; return x }
func mk(i int) (b big) { b[i].p = &i; b[i].s = fmt.Sprint("s", i); return }
func sw(x any) string {
	switch v := x.(type) {
	case g:
		return fmt.Sprint("g", v[3])
	case big:
		return fmt.Sprint("big", v[1].s)
	}
	return "?"
}
func gen[K comparable, V any](m map[K]V, key K) (V, bool) { v, ok := m[key]; return v, ok }

func main() {
	a, b := get(), get()
	fmt.Println(a == b, get() == get(), a != b)
	b[0]++
	fmt.Println(a == b, get() == b)
	m := map[string]g{"x": a}
	v, ok := m["x"]
	w, ok2 := m["y"]
	fmt.Println(v[3], ok, w[3], ok2)
	v2, ok := gen(m, "x")
	fmt.Println(v2[3], ok)
	mk2 := map[k]int{}
	var kk k
	kk[7] = 1
	mk2[kk]++
	mk2[k{1}]--
	fmt.Println(len(mk2), mk2[kk], mk2[k{1}])
	x := any(a)
	y, ok := x.(g)
	_, ok3 := x.(T)
	fmt.Println(y[3], ok, ok3, sw(x), sw(mk(1)), sw(3))
	s := []g{a, b}
	s = append(s, get(), a)
	for i, e := range s {
		fmt.Println(i, e[0], e[3])
	}
	s[0], s[1] = s[1], s[0]
	fmt.Println(s[0][0], s[1][0], len(s))
	t := T{a: a, b: b}
	u := T{t.b, t.a}
	t.a, t.b = t.b, t.a
	fmt.Println(t == u, t.a[0], u.b[0])
	var p *T = &t
	r := *p
	p.a[0] = 77
	fmt.Println(r.a[0], p.a[0], (*p).a[0])
	ch := make(chan *big, 1)
	bb := mk(2)
	ch <- &bb
	fmt.Println((<-ch)[2].s, *(mk(3)[3].p))
	f := func() (g, error) { return a, nil }
	z, err := f()
	fmt.Println(z[3], err)
	switch get() {
	case b:
		fmt.Println("b")
	case a:
		fmt.Println("a")
	}
	var arr [3]g
	for i, e := range arr {
		arr[i][0] = 5
		fmt.Println(i, e[0])
	}
	for i := range arr {
		arr[i] = get()
	}
	fmt.Println(arr[2][3])
	func() {
		defer func() { fmt.Println(recover().(g)[3]) }()
		panic(get())
	}()
	copyT := func(t T) (x, y g) { x, y = t.a, t.b; x[1]++; return y, x }
	q1, q2 := copyT(t)
	fmt.Println(q1[0], q2[0], q2[1], t.a[1])
	go func(g) {}(a)
	defer delete(mk2, kk)
	panic(fmt.Sprint(get()[3]))
}

// Output:
// true true false
// false false
// 3 true 0 false
// 3 true
// 2 1 -1
// 3 true false g3 bigs1 ?
// 0 0 3
// 1 1 3
// 2 0 3
// 3 0 3
// 1 0 4
// true 1 0
// 1 77 77
// s2 3
// 3 <nil>
// a
// 0 0
// 1 0
// 2 0
// 3
// 3
// 0 77 1 0
// Status: 2
// Stderr: panic: 3
