// Functions whose parameters leave no room for variables in the frame: these lie in an object of the heap, or their cells' addresses
// do. Eight parameters of 4096 words fill the half of the frame that variables may have.
package main

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
)

type fill = [4096]int

type pair struct {
	name string
	next *pair
}

func (p *pair) rename(s string) { p.name = s }
func (p pair) String() string   { return "<" + p.name + ">" }

var held *int
var later []func() string

//go:noinline
func double(p *int) { *p *= 2 }

func two() (int, string) { return 7, "seven" }

// Every kind of variable, written and read.
func kinds(_, _, _, _, _, _, _, _ fill, n int) string {
	var b strings.Builder
	truth, tiny, small, narrow, wide := true, int8(-3), uint16(65535), float32(1.5), 2.5
	c64, c128 := complex64(1+2i), 3-4i
	r, u32 := 'x', uint32(1<<31)
	text, list, table := "text", []int{1, 2, 3}, map[string]int{"a": 1}
	var any interface{} = pair{"dynamic", nil}
	var err error
	array, nested := [3]string{1: "one"}, struct {
		a int8
		p [2]pair
	}{a: 1}
	var none struct{}
	ch, f := make(chan int, 1), two
	tiny -= 126
	small++
	narrow /= 3
	u32 <<= 1
	text += "!"
	list = append(list[1:], n)
	table[text] = len(list)
	nested.p[1].name, array[2] = array[1], text
	ch <- 5
	n, text = f()
	got, ok := <-ch
	x, y := 1, 2
	x, y = y, x
	switch v := any.(type) {
	case pair:
		text += v.name
	}
	if _, is := any.(error); !is {
		err = errors.New("no error")
	}
	fmt.Fprint(&b, truth, tiny, small, narrow, wide, c64, c128, string(r), u32, list, len(table), err, array, nested, none, got, ok, n, text, x, y)
	return b.String()
}

// Closures over them, by value and by reference, which are called after the function has returned too.
func closures(_, _, _, _, _, _, _, _ fill, n int) (total int) {
	count, name, whole := n, "name", pair{"whole", nil}
	bump := func() int { count += n; return count }
	show := func() string { return name + whole.name }
	defer func() { total += count }()
	for i := 0; i < 3; i++ {
		later = append(later, func() string { i += 10; return fmt.Sprint(name, i, count) })
	}
	for i, s := range []string{"x", "y"} {
		later = append(later, func() string { return fmt.Sprint(s, i) })
	}
	runtime.GC()
	nested := func() func() int { return func() int { count *= 2; return count + len(show()) } }
	return bump() + nested()() + len(show())
}

// Pointers to them, kept here and elsewhere.
func pointers(_, _, _, _, _, _, _, _ fill, n int) string {
	local, kept, p := 21, n, &pair{"first", nil}
	double(&local)
	held = &kept
	kept++
	p = &pair{"second", p}
	q := &p
	(*q).next.rename("renamed")
	value := pair{"value", p}
	value.rename("method")
	method := value.String
	value.name = "after"
	ptr := &value.next.next.name
	runtime.GC()
	garbage := make([][]byte, 50)
	for i := range garbage {
		garbage[i] = make([]byte, 500)
	}
	runtime.GC()
	*ptr += "?"
	for i := range 2 {
		again := &pair{fmt.Sprint("turn ", i), p}
		p = again
	}
	return fmt.Sprint(local, kept, *held, p.name, p.next.name, p.next.next.next, method(), value, *ptr, len(garbage))
}

// The bodies of loops over functions have frames of their own, and reach these variables.
func loops(_, _, _, _, _, _, _, _ fill, n int) (sum int, text string) {
	outer, last := 0, ""
	for i, s := range func(yield func(int, string) bool) {
		for i, s := range []string{"a", "b", "c", "d"} {
			if !yield(i, s) {
				return
			}
		}
	} {
		before := outer
		outer += i
		last = s
		defer func() { text += fmt.Sprint(" ", before, s) }()
		if i == n {
			return outer, last
		}
	}
	return -1, "none"
}

// A panic finds them as they were.
func recovers(_, _, _, _, _, _, _, _ fill, n int) (result string, err error) {
	steps, where := 0, (*pair)(nil)
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v after %d steps", r, steps)
		}
	}()
	for steps = range 10 {
		if steps == n {
			result = "lost " + where.name
		}
	}
	return "finished", nil
}

// Each call has its own, at any depth: the parameters of two calls just fit, and room is the last that does.
func deep(a, b, c, d, e, f, g fill, h [4060]int, n int) (sum int) {
	var room [30]int
	room[1] = n
	mine, list := n, []int{n}
	p := &mine
	if n > 0 {
		a[0] = n
		sum = deep(a, b, c, d, e, f, g, h, n-1)
	}
	*p += len(list)
	if n%4 == 0 {
		runtime.GC()
	}
	return sum + mine + list[0] + a[0] + room[1]
}

// A goroutine's first stack is small.
func concurrent(a fill) {
	done := make(chan string)
	for i := range 3 {
		go func() { done <- pointers(a, a, a, a, a, a, a, a, i) }()
	}
	for range 3 {
		s := <-done
		fmt.Println(len(s))
	}
}

func generic[T any](_, _, _, _, _, _, _, _ fill, v T, n int) []T {
	var list []T
	for i := range n {
		x, y := v, &v
		list = append(list, x, *y)
		_ = i
	}
	return list
}

func main() {
	var a fill
	fmt.Println(kinds(a, a, a, a, a, a, a, a, 4))
	fmt.Println(closures(a, a, a, a, a, a, a, a, 5))
	for _, f := range later {
		fmt.Print(f(), " ", f(), ";")
	}
	fmt.Println()
	fmt.Println(pointers(a, a, a, a, a, a, a, a, 6))
	runtime.GC()
	fmt.Println(*held)
	fmt.Println(loops(a, a, a, a, a, a, a, a, 2))
	fmt.Println(loops(a, a, a, a, a, a, a, a, 9))
	fmt.Println(recovers(a, a, a, a, a, a, a, a, 3))
	fmt.Println(recovers(a, a, a, a, a, a, a, a, 30))
	fmt.Println(deep(a, a, a, a, a, a, a, [4060]int{}, 30))
	concurrent(a)
	fmt.Println(generic(a, a, a, a, a, a, a, a, "g", 2), len(generic(a, a, a, a, a, a, a, a, pair{"p", nil}, 1)))
}

// Output:
// true 127 0 0.5 2.5 (1+2i) (3-4i)x0 [2 3 4] 2 no error [ one text!] {1 [{ <nil>} {one <nil>}]} {} 5 true 7sevendynamic2 1
// 68
// name10 20 name20 20;name11 20 name21 20;name12 20 name22 20;x0 x0;y1 y1;
// 42 7 7turn 1turn 0<renamed?><method><after>renamed?50
// 7
// 3 c 1c 0b 0a
// -1 none 3d 1c 0b 0a
//  runtime error: invalid memory address or nil pointer dereference after 3 steps
// finished <nil>
// 1892
// 53
// 53
// 53
// [g g g g] 2
