// Every statement, declaration and expression form of Go, once.

//go:build linux

package grammar

import (
	"fmt"
	. "strings"
	_ "embed"
	m "math"
)

const (
	zero = iota
	one
	two, three = iota, "t"
	four, five
)

const typed float64 = 1e3

//go:embed grammar.go
var text string

var (
	x, y     = 1, 0x1p-2
	z        complex128
	function = func(a, b int, c ...string) (r int, err error) { return a, nil }
)

type (
	alias = map[string][]int
	point struct {
		x, y int `json:"x"`
		*alias
		fmt.Stringer "tag"
		_    [4]chan<- int
	}
	shape interface {
		Area() float64
		fmt.Stringer
	}
	both func(<-chan int, chan (<-chan int), *[2][...]int) func()
)

func external(int) bool

//go:noinline
func (p *point) method(a, b int) (_ int) {
	var local, other int = 1, 2
	const c = 'x'
	type t = struct{}
	;
	a, b = b, a
	a += 1
	a &^= b << 2
	b++
	a--
	ch := make(chan int)
	ch <- -a
	<-ch
	v, ok := <-ch
	go p.method(1, 2)
	defer func() { recover() }()
	if a == b {
	} else if v := a; !ok && v > 0 || b != 1 {
		return 0
	} else {
		goto done
	}
outer:
	for i := 0; i < 10; i++ {
		for range 3 {
			continue outer
		}
		for {
			break outer
		}
		for a < b {
		}
	}
	for k, v := range map[string]int{"a": 1} {
		fmt.Println(k, v)
	}
	for a = range ch {
	}
	switch x := a; {
	case x > 1, x < 0:
		fallthrough
	default:
	}
	switch a {
	}
	switch i := any(a).(type) {
	case nil, int, *point:
		_ = i
	case func(int) string:
	}
	switch any(b).(type) {
	}
	select {
	case ch <- 1:
	case w, ok := <-ch:
		_, _ = w, ok
	case <-ch:
	default:
	}
done:
	{
		_ = [...]int{1, 2, 5: 6}
		_ = []point{{x: 1}, {y: 2}}
		_ = &point{}
		_ = *p
		_ = (p.x + a*b - ^a) % 3 & 7
		_ = text[1:2] + text[:] + text[a:]
		_ = []int{}[0:1:2]
		_ = any(1).(fmt.Stringer)
		_ = 0b11 + 0o17 + 017 + 1_000 + 1.5 + .5e-1 + 2i
		_ = "a\tb\x00\u1234" + `raw
string`
		_ = '\'' + '\n' + 'é'
		_ = Join(append([]string{}, []string{"a"}...), m.E)
		_ = struct{ a int }{1}
		_ = interface{}(nil)
		_ = function
	}
	return
}
