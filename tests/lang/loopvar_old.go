//go:build go1.21

package main

import "fmt"

// A file that asks for go1.21 shares its loop variables between the iterations.
func main() {
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { return i })
	}
	for _, s := range []int{10, 20} {
		fs = append(fs, func() int { return s })
	}
	for _, f := range fs {
		fmt.Println(f())
	}
}

// Output:
// 3
// 3
// 3
// 20
// 20
