// go and defer of builtins whose arguments are another call's results.
package main

import "fmt"

var to, from = []int{0, 0}, []int{7, 8}
var m = map[string]int{"a": 1, "b": 2}

func slices() ([]int, []int)          { fmt.Println("slices"); return to, from }
func entry() (map[string]int, string) { fmt.Println("entry"); return m, "a" }
func generic[T any](a, b []T)         { defer copy(func() ([]T, []T) { return a, b }()) }
func printed() (int, string, bool)    { return 3, "s", true }

func deferred() {
	defer copy(slices())
	defer delete(entry())
	fmt.Println("body", to, m)
}

func main() {
	deferred()
	fmt.Println(to, m)
	a := []string{"", ""}
	generic(a, []string{"p", "q"})
	fmt.Println(a)
	func() {
		defer println(printed())
	}()
	go delete(entry())
}

// Output:
// slices
// entry
// body [0 0] map[a:1 b:2]
// [7 8] map[b:2]
// [p q]
// entry
// Stderr: 3 s true
