package main

import (
	"fmt"
)


func main() {
	var s []int
	last := -1
	for i := 0; i < 2000; i++ {
		s = append(s, i)
		if cap(s) != last {
			last = cap(s)
			fmt.Print(last, " ")
		}
	}
	fmt.Println()
	var b []byte
	b = append(b, make([]byte, 5)...)
	fmt.Println(len(b), cap(b))
	st := append([]string(nil), "a", "b", "c")
	fmt.Println(len(st), cap(st))
}

// Output:
// 1 2 4 8 16 32 64 128 256 512 848 1280 1792 2560 
// 5 8
// 3 3
