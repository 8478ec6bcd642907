package main

import (
	"fmt"
)


func main() {
	a := [3]int{1, 2, 3}
	b := a
	b[0] = 9
	p := &a
	p[2] = 7
	f := func(x [3]int) int { x[0] = 100; return x[0] }
	fmt.Println(a, b, f(a), a[0], a == [3]int{1, 2, 7}, len(p), cap(p[:2]))
	m := [2][2]string{{"a"}, {1: "d"}}
	n := m
	n[0][1] = "x"
	fmt.Printf("%q %q\n", m, n)
	for i, v := range a {
		a[2] = 50
		fmt.Print(i, v, " ")
	}
	var idx [5]struct{}
	fmt.Println(len(idx), [...]int{5: 1, 2})
}

// Output:
// [1 2 7] [9 2 3] 100 1 true 3 3
// [["a" ""] ["" "d"]] [["a" "x"] ["" "d"]]
// 0 1 1 2 2 7 5 [0 0 0 0 0 1 2]
