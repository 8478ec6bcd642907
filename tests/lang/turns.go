// What is boxed through its address takes its turn, in literals too; a map literal does; comparing interfaces and turning a slice
// into an array wait.
package main

import "fmt"

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

func use(x ...any) { fmt.Println(x...) }

func idx(n int) int { return n }

type P struct{ a, b int }

func main() {
	m := map[string]int{"a": 1}
	mp := map[string]*P{"a": {1, 2}}
	ms := map[string]P{"a": {1, 2}}
	s := []int{5}
	f := func() int { panic("called") }
	g := func() int { m["a"]++; mp["a"] = &P{9, 9}; ms["a"] = P{8, 8}; s[0]++; return 0 }
	try("map read", func() { use(m["a"], g(), m["a"]) })
	try("map field", func() { use(ms["a"].a, g(), ms["a"].b) })
	try("map ptr field", func() { use(mp["a"].a, g()) })
	try("map sum", func() { fmt.Println(m["a"] + g() + m["a"]) })
	try("slice sum", func() { fmt.Println(s[0] + g() + s[0]) })
	try("map list", func() { fmt.Println([]int{m["a"], g(), m["a"]}) })
	try("maplit panics", func() { fmt.Println([]int{map[int]int{1: s[idx(2)]}[1], f()}) })
	try("maplit", func() { fmt.Println([]any{map[int]int{1: s[idx(2)]}, f()}) })
	try("maplit2", func() { _ = []map[int]int{{1: s[idx(2)]}, {2: f()}} })
	try("nil map of ptr", func() { fmt.Println([]int{mp["zz"].a, f()}) })
	try("index by map", func() { fmt.Println([]int{s[m["zz"]+7], f()}) })
	try("map of index", func() { fmt.Println([]int{m[fmt.Sprint(s[idx(3)])], f()}) })
	try("map key iface", func() { k := map[any]int{}; fmt.Println([]int{k[[]int{}], f()}) })
	try("structlit", func() { fmt.Println([]P{{1, s[idx(2)]}, {2, f()}}) })
	try("arraylit", func() { fmt.Println([][1]int{{s[idx(2)]}, {f()}}) })
	try("slicelit", func() { fmt.Println([][]int{{s[idx(2)]}, {f()}}) })
	try("ptrlit", func() { fmt.Println([]*P{{1, s[idx(2)]}, {2, f()}}) })
	try("addr", func() { fmt.Println([]*int{&s[idx(2)], new(f())}) })
	try("deref", func() { var p *P; fmt.Println([]int{p.a, f()}) })
	try("closure", func() { h := func() int { return s[idx(2)] }; fmt.Println([]int{h(), f()}) })
	try("concat", func() { t := []string{"x"}; fmt.Println([]any{t[idx(2)] + "y" + fmt.Sprint(), f()}) })
	try("compare str", func() { t := []string{"x"}; fmt.Println([]bool{t[idx(2)] == "y", f() == 0}) })
	try("compare iface", func() { var a, b any = []int{}, []int{}; fmt.Println([]bool{a == b, f() == 0}) })
	try("compare struct", func() { t := []P{{1, 2}}; fmt.Println([]bool{t[idx(2)] == t[0], f() == 0}) })
	try("str conv", func() { t := [][]byte{{1}}; fmt.Println([]string{string(t[idx(2)]), fmt.Sprint(f())}) })
	try("rune conv", func() { fmt.Println([]string{string(rune(s[idx(2)])), fmt.Sprint(f())}) })
	try("assert", func() { t := []any{1}; fmt.Println([]int{t[idx(2)].(int), f()}) })
	try("assert bad", func() { t := []any{"x"}; fmt.Println([]int{t[0].(int), f()}) })
	try("div", func() { z := 0; fmt.Println([]int{1 / z, f()}) })
	try("shift", func() { z := -1; fmt.Println([]int{1 << z, f()}) })
	try("method value", func() { var i fmt.Stringer; fmt.Println([]any{i.String, f()}) })
	try("len map", func() { fmt.Println([]int{len(map[int]int{1: s[idx(2)]}), f()}) })
	try("min", func() { fmt.Println([]int{min(s[idx(2)], 3), f()}) })
	try("complex", func() { c := []float64{}; fmt.Println([]any{complex(c[idx(0)], 1), f()}) })
	try("array of slice", func() { fmt.Println([]any{[1]int(s[:idx(1)][:0]), f()}) })
}

// Output:
// 2 0 2
// map read <nil>
// 8 0 8
// map field <nil>
// 9 0
// map ptr field <nil>
// 10
// map sum <nil>
// 20
// slice sum <nil>
// [7 0 7]
// map list <nil>
// maplit panics runtime error: index out of range [2] with length 1
// maplit runtime error: index out of range [2] with length 1
// maplit2 runtime error: index out of range [2] with length 1
// nil map of ptr called
// index by map called
// map of index runtime error: index out of range [3] with length 1
// map key iface called
// structlit called
// arraylit called
// slicelit called
// ptrlit called
// addr called
// deref called
// closure runtime error: index out of range [2] with length 1
// concat called
// compare str called
// compare iface called
// compare struct called
// str conv called
// rune conv called
// assert runtime error: index out of range [2] with length 1
// assert bad interface conversion: interface {} is string, not int
// div called
// shift called
// method value runtime error: invalid memory address or nil pointer dereference
// len map runtime error: index out of range [2] with length 1
// min runtime error: index out of range [2] with length 1
// complex runtime error: index out of range [0] with length 0
// array of slice called
