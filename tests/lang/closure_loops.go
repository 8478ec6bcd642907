package main

import (
	"fmt"
)


func main() {
	defer fmt.Println()
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i += 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	for i, s := range []string{"a", "b"} {
		fs = append(fs, func() int { return i + len(s) })
	}
	fmt.Println(fs[3](), fs[4]())
	total := 0
	for i := 0; i < 5; i++ {
		defer func() { total += i; fmt.Print(total, " ") }()
		if i == 2 {
			i++
		}
	}
	fmt.Println()
}

// Output:
// 10 20 11 21 12 22 1 2
//
// 4 7 8 8 
