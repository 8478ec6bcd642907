// An index of the left side is checked when the right side has been computed.
package main

import "fmt"

func wrap(n int) int { return n % 3 }

type P struct{ a, b int }

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

func main() {
	var s []int
	var p []P
	var i []any
	var pp *P
	var m map[string]int
	a, b := 1, 2
	try("ints", func() { s[wrap(1)] = s[wrap(2)] })
	try("structs", func() { p[wrap(1)] = p[wrap(2)] })
	try("anys", func() { i[wrap(1)] = i[wrap(2)] })
	try("vars", func() { s[a] = s[b] })
	try("local", func() { var s []int; s[wrap(1)] = s[wrap(2)] })
	try("local2", func() { s := s; s[wrap(1)] = s[wrap(2)] })
	try("const", func() { s := s; s[1] = s[2] })
	try("op", func() { s := s; s[wrap(1)] = s[wrap(2)] + 1 })
	try("nil", func() { s := s; pp.a = s[wrap(2)] })
	try("map", func() { s := s; m["a"] = s[wrap(2)] })
	try("opassign", func() { s := s; s[wrap(1)] += s[wrap(2)] })
	try("field", func() { s := p; s[wrap(1)].a = s[wrap(2)].b })
	try("deref", func() { s := s; *(&s[wrap(1)]) = s[wrap(2)] })
	try("own", func() { v := p; q := a - 1; v[wrap(1)].a, q = 1, q/wrap(q) })
	try("other", func() { v := p; q := a - 1; q, v[wrap(1)].a = 1, 1/wrap(q*3) })
	try("earlier", func() { q := a; q, s[wrap(1)] = 1, 5/(q-wrap(1)) })
	try("array", func() { v, q := new([3]int), 0; v[wrap(2)+1], q = 1, q/(q-wrap(q)); _ = q })
	try("str", func() { s := []string(nil); s[wrap(1)] = s[wrap(2)] })
}

// Output:
// ints runtime error: index out of range [2] with length 0
// structs runtime error: index out of range [2] with length 0
// anys runtime error: index out of range [2] with length 0
// vars runtime error: index out of range [2] with length 0
// local runtime error: index out of range [2] with length 0
// local2 runtime error: index out of range [2] with length 0
// const runtime error: index out of range [2] with length 0
// op runtime error: index out of range [2] with length 0
// nil runtime error: index out of range [2] with length 0
// map runtime error: index out of range [2] with length 0
// opassign runtime error: index out of range [1] with length 0
// field runtime error: index out of range [2] with length 0
// deref runtime error: index out of range [1] with length 0
// own runtime error: index out of range [1] with length 0
// other runtime error: integer divide by zero
// earlier runtime error: integer divide by zero
// array runtime error: index out of range [3] with length 3
// str runtime error: index out of range [2] with length 0
