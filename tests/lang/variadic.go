package main

import (
	"fmt"
)

func sum(xs ...int) (t int) {
	for _, x := range xs {
		t += x
	}
	return
}
func mod(xs ...int) { xs[0] = 100 }
func join(sep string, ss ...string) (r string) {
	for i, s := range ss {
		if i > 0 {
			r += sep
		}
		r += s
	}
	return
}
func nilArgs(xs ...string) []string { return xs }
func two() (int, string)           { return 1, "b" }
func pair(xs ...any)               { fmt.Println(len(xs), xs) }

func main() {
	fmt.Println(sum(), sum(1), sum(1, 2, 3), sum([]int{4, 5}...))
	s := []int{1, 2}
	mod(s...)
	fmt.Println(s)
	mod(7, 8)
	fmt.Println(join("-", "a", "b"), join(","), nilArgs() == nil)
	args := []any{1, "x", nil}
	fmt.Println(args...)
	fmt.Println(append([]any{0}, args...)...)
	pair(two())
}

// Output:
// 0 1 6 9
// [100 2]
// a-b  true
// 1 x <nil>
// 0 1 x <nil>
// 2 [1 b]
