// Calls among the arguments of builtins come first, and what is read and may panic after them.
package main

import "fmt"

func wrap(n int) int { return n % 3 }

type T4 struct{ a, b string }

func choose[T any](c bool, a, b T) T { return a }

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

var s = []int{1, 2, 3}

func set(i, v int) int { s[i] = v; return v }
func reset() []int     { s = []int{7, 8, 9}; return s }
func grow() int        { s = append(s, 99); return len(s) }
func fail() int        { panic("fail") }

func main() {
	var v []T4
	var e []int
	w := v
	try("1", func() { v = append([]T4{v[wrap(2)], v[wrap(2)]}, choose[T4](true, v[wrap(1)], v[wrap(1)])) })
	try("2", func() { v = append([]T4{v[2]}, choose[T4](true, v[1], v[1])) })
	try("3", func() { e = append([]int{e[2]}, choose(true, e[1], e[1])) })
	try("4", func() { e = append(e[:e[2]], choose(true, e[1], e[1])) })
	try("5", func() { x := append([]int{e[2]}, choose(true, e[1], e[1])); _ = x })
	try("6", func() { e = append([]int{1}, e[2], choose(true, e[1], e[1])) })
	try("7", func() { e = append([]int{1}, []int{e[2], choose(true, e[1], e[1])}...) })
	try("8", func() {
		v := w
		v = append([]T4{v[wrap(2)], v[wrap(2)]}, choose[T4](true, v[wrap(1)], v[wrap(1)]))
		w = v
	})

	fmt.Println(append(s, s[0], set(0, 5)), s)
	fmt.Println(append(s, s[0], reset()[1]), s)
	fmt.Println(append(s[:1], s[2], grow()), s)
	fmt.Println(append([]any{s[0]}, s[1], set(1, 6), s[1]), s)
	fmt.Println(copy(s, []int{s[2], set(2, 4)}), s)
	fmt.Println(copy(s, reset()), s)
	fmt.Println(min(s[0], set(0, 100), s[0]), max(s[1], set(1, -3), s[1]), s)
	m := map[int]int{7: 1, 100: 2, 5: 3}
	try("9", func() { delete(m, e[fail()]) })
	func() { delete(m, set(0, 5)); fmt.Println(m) }()
	try("a", func() { _ = make([]int, e[1], fail()) })
	try("b", func() { _ = make([]int, s[0], set(0, 2)) })
	println()
	fmt.Println(complex(float64(s[0]), float64(set(0, 8))), s)
	mm := m
	change := func() int { mm = map[int]int{1: 1}; return 1 }
	delete(mm, change())
	fmt.Println(mm, m)
}

// Output:
// 1 runtime error: index out of range [1] with length 0
// 2 runtime error: index out of range [1] with length 0
// 3 runtime error: index out of range [1] with length 0
// 4 runtime error: index out of range [2] with length 0
// 5 runtime error: index out of range [1] with length 0
// 6 runtime error: index out of range [1] with length 0
// 7 runtime error: index out of range [1] with length 0
// 8 runtime error: index out of range [1] with length 0
// [5 2 3 5 5] [5 2 3]
// [7 8 9 7 8] [7 8 9]
// [7 9 4] [7 8 9 99]
// [7 6 6 6] [7 6 9 99]
// 2 [4 4 4 99]
// 3 [7 8 9]
// 100 -3 [100 -3 9]
// 9 fail
// map[7:1 100:2]
// a fail
// b <nil>
// (8+8i) [8 -3 9]
// map[] map[7:1 100:2]
