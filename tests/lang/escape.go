// Variables whose address is taken: in the frame when nothing outlives it, in the heap otherwise.
package main

import "fmt"

type node struct {
	val  int8
	f    float32
	next *node
	name string
}

func inc(p *int)            { *p++ }
func narrow(p *int8)        { *p += 100 }
func same(p *node) *node    { return p }
func second(a, b *int) *int { return b }
func (n *node) bump()       { n.val++; n.f *= 2; n.name += "!" }
func (n *node) link(to *node) {
	n.next = to
}

var kept *int

func keep(p *int)    { kept = p }
func each(f func(int)) {
	for i := 0; i < 3; i++ {
		f(i)
	}
}

func passedDown() int {
	n := 1
	for i := 0; i < 3; i++ {
		inc(&n)
	}
	return n
}

func returned() *int {
	n := 5
	inc(&n)
	return &n
}

func returnedThrough() *int {
	a, b := 1, 2
	return second(&a, &b)
}

func counter() func() int {
	n := 0
	return func() int { n++; return n }
}

func inPlace() (int, string) {
	sum, text := 0, ""
	each(func(i int) {
		sum += i
		text += fmt.Sprint(i)
		func() { sum *= 2 }()
	})
	return sum, text
}

func loops() (out []*int) {
	for i := 0; i < 3; i++ {
		out = append(out, &i)
	}
	var last *int
	for _, v := range []int{7, 8, 9} {
		if last != nil {
			*last++
		}
		last = &v
		x := v
		p := &x
		*p *= 2
		out = append(out, last)
	}
	return out
}

func bodyVariable() int {
	var prev *int
	total := 0
	for i := 0; i < 4; i++ {
		var x int
		x += i
		if prev != nil {
			total += *prev * 10
		}
		prev = &x
	}
	return total
}

func structs() string {
	var n node
	n.bump()
	n.val = 27
	narrow(&n.val)
	n.f = 1.5
	n.bump()
	m := node{name: "m"}
	m.link(&n)
	m.next.bump()
	q := same(&m)
	q.bump()
	return fmt.Sprint(n.val, n.f, n.name, m.name, m.next == &n)
}

func arrays() (int, []byte) {
	var a [4]int
	s := a[:]
	for i := range s {
		s[i] = i * i
	}
	var b [3]byte
	copy(b[:], "xyz")
	return a[3] + len(s), append([]byte(nil), b[:]...)
}

func narrowVars(b int8, f float32, ok bool) (int8, float32, bool) {
	pb, pf, po := &b, &f, &ok
	*pb += 120
	*pf /= 4
	*po = !*po
	return b, f, ok
}

func results() (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			n, err = 42, fmt.Errorf("%v", r)
		}
	}()
	panic("oops")
}

func swapped() (int, int) {
	a, b := 1, 2
	pa, pb := &a, &b
	*pa, *pb = *pb, *pa
	a, b = b, a+10
	return *pa, *pb
}

func deep(n int, p *int) int {
	local := *p + 1
	if n == 0 {
		return local
	}
	return deep(n-1, &local)
}

func fib() int {
	var f func(int) int
	calls := 0
	f = func(n int) int {
		calls++
		if n < 2 {
			return n
		}
		return f(n-1) + f(n-2)
	}
	return f(12)*1000 + calls
}

func goroutines() int {
	n := 0
	done := make(chan bool)
	go func() { n = 3; done <- true }()
	<-done
	return n
}

func stash() {
	n := 77
	keep(&n)
}

func main() {
	fmt.Println(passedDown(), *returned(), *returnedThrough())
	c := counter()
	c()
	fmt.Println(c(), counter()())
	fmt.Println(inPlace())
	for _, p := range loops() {
		fmt.Print(*p, " ")
	}
	fmt.Println(bodyVariable())
	fmt.Println(structs())
	fmt.Println(arrays())
	fmt.Println(narrowVars(-5, 10, false))
	fmt.Println(results())
	fmt.Println(swapped())
	zero := 0
	fmt.Println(deep(500, &zero), fib(), goroutines())
	stash()
	fmt.Println(*kept, zero)
}

// Output:
// 4 6 2
// 2 1
// 8 012
// 0 1 2 8 9 9 30
// -127 6!!!m!true
// 13 [120 121 122]
// 115 2.5 true
// 42 oops
// 1 12
// 501 144465 3
// 77 0
