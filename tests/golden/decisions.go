// Every kind of decision about stack and heap: decisions.m is what go build -gcflags="-m -l" says.
package main

import "fmt"

type E struct{ p *int }
type S struct{ *E }

func (e *E) ptr() *int { return e.p }

var sink any

func known(yield func(*int, int) bool) { yield(nil, 1) }

func r1() {
	var q *int
	for p, n := range known {
		q = p
		func() { println(n) }()
	}
	_ = q
}
func box(n int) {
	x := 5
	sink = x
	var y any = x
	_ = y
	z := "a"
	fmt.Println(z, len(z), []int{1, n}, S{}.E)
	sink = any(n)
	sink = fmt.Stringer(nil)
	var f float64 = float64(n)
	sink = f
	const c = 10
	sink = c
	sink = 'a'
	sink = true
	sink = uint8(3)
	sink = 2.5
	sink = S{&E{&n}}.p
	sink = []byte("abc")
	sink = map[string]int{"a" + z: n}["x"+z]
	sink = func(int) {}
	sink = [2]int{n, 2}
	sink = struct{ a int }{n}
	sink = &struct{ a int }{n}
	sink = n == 3 && !(n > 4)
	sink = -n + (n*2)*3
	sink = sinkf(n, 3)[1:2:n]
	sink = *new(int)
	sink = string(rune(n))
	sink = append([]int(nil), n)
}
func sinkf(a ...int) []int { return a }

func multi() (int, error) { return 1, nil }
func labels(n int) *int {
loop:
	x := new(int)
	if n > 3 {
		n++
		goto loop
	}
	return x
}
func (s *S) self()                { s.E.p = s.p; s.E = s.E }
func blen(b []byte, s string) int { return len(string(b)) + len([]rune(s)) }
func cmpn(s string, b []byte, m map[string]int) bool {
	_ = m[string(b)]
	for range []byte(s) {
	}
	switch string(b) {
	case "a":
		return true
	}
	return string(b) == "abc"
}
func main() {
	m := map[any]int{1: 2}
	m[5]++
	delete(m, 6)
	var a [2]any
	a[0] = 7
	ch := make(chan any)
	ch <- 8
	var s S
	f := s.ptr
	g := (*E).ptr
	f()
	g(nil)
	f2 := main
	f2()
	defer f()
	defer recover()
	defer print(1)
	go func() {}()
	b := make([]byte, 1<<17)
	c := make([]byte, 1<<15)
	_, _ = b, c
	select {
	case v := <-ch:
		_ = v
	case ch <- 9:
	}
	for i, v := range []any{1, 2} {
		_, _ = i, v
	}
	var arr [100000]int
	p := &arr
	_ = p
	pp := new([100000]int)
	_ = pp
	if sink == 3 || 4 == sink {
	}
	z := func() *int { return new(int) }()
	_ = z
}
