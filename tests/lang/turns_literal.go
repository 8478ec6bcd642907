// Elements of literals that become interfaces, beside operands that panic.
package main

import "fmt"

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

func idx(n int) int { return n }
func f() any        { panic("called") }

type S struct {
	a any
	n int
	e error
}

type Q struct{ s S }

func use(...any) {}

func main() {
	var s []bool
	n := []int{1}
	try("struct field", func() { use(s[idx(0)], S{a: s[idx(1)]}, f()) })
	try("struct field int", func() { use(s[idx(0)], S{a: n[idx(1)]}, f()) })
	try("nested", func() { use(s[idx(0)], Q{S{a: s[idx(1)]}}, f()) })
	try("array", func() { use(n[idx(3)], [2]any{s[idx(1)], nil}, f()) })
	try("slice", func() { use(n[idx(3)], []any{nil, [2]bool{s[idx(1)]}}, f()) })
	try("keyed", func() { use(n[idx(3)], []any{3: nil, 1: [2]bool{s[idx(1)]}}, f()) })
	try("ptr", func() { use(n[idx(3)], &S{a: s[idx(1)]}, f()) })
	try("ptrs", func() { use(n[idx(3)], []*S{{a: s[idx(1)]}}, f()) })
	try("map", func() { use(n[idx(3)], map[string]any{"a": s[idx(1)]}, f()) })
	try("map key", func() { use(n[idx(3)], map[any]int{s[idx(1)]: 1}, f()) })
	try("alone", func() { _ = S{a: n[idx(5)], n: len(fmt.Sprint(s[idx(1)]))} })
	try("alone2", func() { _ = S{n: n[idx(5)], a: s[idx(1)]} })
	try("alone3", func() { _ = []any{n[idx(5)], s[idx(1)], f()} })
	try("alone4", func() { _ = S{n: n[idx(5)], a: f()} })
	try("ret", func() { _ = func() (int, any) { return n[idx(5)], s[idx(1)] } })
	try("assign", func() { var a any; var b int; b, a = n[idx(5)], s[idx(1)]; use(a, b) })
	try("eq", func() { use(n[idx(5)] == 1 == (f() == any(s[idx(1)]))) })
	try("deep", func() { _ = [][]any{{n[idx(5)]}, {s[idx(1)]}, {f()}} })
	fmt.Println(S{1, 2, nil}, []any{1: 2, 0: "x"}, &Q{S{n: 4}}, []*S{{a: 1}}[0].a, map[any]any{1: 2})
}

// Output:
// struct field runtime error: index out of range [1] with length 0
// struct field int runtime error: index out of range [1] with length 1
// nested runtime error: index out of range [1] with length 0
// array runtime error: index out of range [1] with length 0
// slice runtime error: index out of range [1] with length 0
// keyed runtime error: index out of range [1] with length 0
// ptr runtime error: index out of range [1] with length 0
// ptrs called
// map runtime error: index out of range [1] with length 0
// map key runtime error: index out of range [1] with length 0
// alone runtime error: index out of range [1] with length 0
// alone2 runtime error: index out of range [5] with length 1
// alone3 called
// alone4 called
// ret <nil>
// assign runtime error: index out of range [5] with length 1
// eq called
// deep called
// {1 2 <nil>} [x 2] &{{<nil> 4 <nil>}} 1 map[1:2]
