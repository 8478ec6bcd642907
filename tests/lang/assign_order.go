package main

import "fmt"

// In an assignment of several, operands first, then the assignments from left to right: a bad index or
// a nil pointer stops only what comes after it.

type P struct{ i, j int }

func try(name string, f func()) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println(name, e)
		}
	}()
	f()
}

func namedResult() (x int) {
	defer func() { fmt.Println("deferred sees", x) }()
	return 42
}

func namedResult2() (x int) {
	defer func() func() {
		return func() { fmt.Println("nested sees", x) }
	}()()
	return 43
}

var uninit int
var a = late("a", uninit)
var b = late("b", 0)

func late(s string, _ int) int { fmt.Println(s); return 0 }

type Inner struct{ n int }
type Outer struct{ Inner }

func (i *Inner) M() int { return 7 }

func main() {

	m := map[int]int{}
	var p *int
	var q *P
	s := []int{1, 2, 3}
	ps := []P{{1, 2}, {3, 4}}
	arr := [3]int{5, 6, 7}
	i := 5
	try("nil", func() { m[1], *p = 1, 2 })
	try("index", func() { m[2], s[i] = 2, 2 })
	try("field", func() { m[3], q.j = 3, 2 })
	try("elem field", func() { m[4], ps[i].j = 4, 2 })
	try("array", func() { m[5], arr[i] = 5, 2 })
	fmt.Println(m)
	i = 0
	i, s[i] = 2, 9
	fmt.Println(i, s)
	s, s[0] = []int{7}, 8
	fmt.Println(s)
	s = []int{1, 2, 3}
	s[0], s[2] = s[2], s[0]
	arr[0], arr[1] = arr[1], arr[0]
	ps[0].i, ps[1].j = ps[1].j, ps[0].i
	fmt.Println(s, arr, ps)
	i, j := 0, 2
	arr[i], arr[j] = arr[j], arr[i]
	ps[0], ps[1] = ps[1], ps[0]
	fmt.Println(arr, ps)
	mm := map[string]*P{"a": {1, 1}}
	mm["a"].i, mm["b"] = 3, &P{4, 4}
	fmt.Println(*mm["a"], *mm["b"])
	x := []int{0, 1, 2}
	var k int
	k, x[k] = 1, 10
	x[0], x[k] = x[k], x[0]
	fmt.Println(k, x)
	namedResult()
	namedResult2()
	var o *Outer
	try("promoted through nil", func() { fmt.Println(o.M()) })
	try("range *nil", func() {
		var ap *[3]int
		for range *ap {
			fmt.Println("turn")
		}
	})
}

// Output:
// a
// b
// nil runtime error: invalid memory address or nil pointer dereference
// index runtime error: index out of range [5] with length 3
// field runtime error: invalid memory address or nil pointer dereference
// elem field runtime error: index out of range [5] with length 2
// array runtime error: index out of range [5] with length 3
// map[1:1 2:2 3:3 4:4 5:5]
// 2 [9 2 3]
// [7]
// [3 2 1] [6 5 7] [{4 2} {3 1}]
// [7 5 6] [{3 1} {4 2}]
// {3 1} {4 4}
// 1 [1 10 2]
// deferred sees 42
// nested sees 43
// promoted through nil runtime error: invalid memory address or nil pointer dereference
// turn
// turn
// turn
