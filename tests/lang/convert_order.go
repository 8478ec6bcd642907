// A value that is boxed through its address takes its turn among the operands, an explicit conversion too.
package main

import "fmt"

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

func use(...any) {}

func idx(n int) int { return n }

func main() {
	var none func(int) any
	s := []int{5}
	f := func() any { panic("called") }
	try("array", func() { use(any([2]int{0, s[idx(2)]}), none(s[idx(0)])) })
	try("word", func() { use(any(s[idx(2)]), f()) })
	try("struct", func() { use(any(struct{ a, b int }{1, s[idx(2)]}), f()) })
	try("implicit", func() { use([2]int{0, s[idx(2)]}, f()) })
	try("string", func() { use(any(fmt.Sprint()+string(rune(s[idx(2)]))), f()) })
	try("byte", func() { use(any(byte(s[idx(2)])), f()) })
	try("bool", func() { use(any(s[idx(2)] == 1), f()) })
	try("pointer", func() { use(any(&s[idx(2)]), f()) })
	try("slice", func() { use(any([]int{s[idx(2)]}), f()) })
	try("one", func() { use(any([1]int{s[idx(2)]}), f()) })
}

// Output:
// array runtime error: index out of range [2] with length 1
// word called
// struct runtime error: index out of range [2] with length 1
// implicit runtime error: index out of range [2] with length 1
// string called
// byte runtime error: index out of range [2] with length 1
// bool runtime error: index out of range [2] with length 1
// pointer runtime error: index out of range [2] with length 1
// slice called
// one called
