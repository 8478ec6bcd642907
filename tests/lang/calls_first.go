package main

import "fmt"

// The calls of an expression or a list come first, in their order; what they change is read after them.
var g = 1
var s = []int{1, 2}
var m = map[string]int{"a": 1}
var p = &struct{ x int }{1}

func f() int { g = 10; s[0] = 10; m["a"] = 10; p.x = 10; return 1 }
func reset() { g = 1; s[0] = 1; m["a"] = 1; p.x = 1 }

func main() {
	reset()
	g += f()
	fmt.Println(g)
	reset()
	s[0] += f()
	fmt.Println(s)
	reset()
	m["a"] += f()
	fmt.Println(m)
	reset()
	p.x += f()
	fmt.Println(p.x)
	l := 1
	h := func() int { l = 10; return 1 }
	l += h()
	fmt.Println(l)
	reset()
	fmt.Println(g+f(), s[0])
	reset()
	fmt.Println(s[0] + f())
	reset()
	fmt.Println(m["a"] + f())
	reset()
	fmt.Println(p.x + f())
	l = 1
	fmt.Println(l + h())
	a := [3]int{1, 2, 3}
	k := func() int { a[0] = 10; return 1 }
	fmt.Println(a[0] + k())
	a[0] = 1
	a[0] += k()
	fmt.Println(a)
	st := "x"
	w := func() string { st = "y"; return "w" }
	fmt.Println(st + w())
	st = "x"
	st += w()
	fmt.Println(st)
	reset()
	x, y := g, f()
	fmt.Println(x, y)
	reset()
	z := []int{g, f(), g}
	fmt.Println(z)
	reset()
	fmt.Println(g, f(), g)
	reset()
	i := 0
	inc := func() int { i++; return i }
	arr := []int{0, 0, 0, 0}
	arr[i] = inc()
	fmt.Println(arr, i)
	arr[i] += inc()
	fmt.Println(arr, i)
}

// Output:
// 11
// [11 2]
// map[a:11]
// 11
// 11
// 11 10
// 11
// 11
// 11
// 11
// 11
// [11 2 3]
// yw
// yw
// 10 1
// [10 1 10]
// 10 1 10
// [0 1 0 0] 1
// [0 1 2 0] 2
