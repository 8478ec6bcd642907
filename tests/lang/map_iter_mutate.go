package main

import (
	"fmt"
)


func main() {
	m := map[int]bool{}
	for i := range 100 {
		m[i] = true
	}
	seen := 0
	for k := range m {
		seen++
		delete(m, k)
		delete(m, 99-k)
	}
	fmt.Println(len(m), seen >= 50)
	for i := range 10 {
		m[i] = true
	}
	n := 0
	for k := range m {
		if n < 1000 {
			m[k+1000+n] = true
			n++
		}
		if n > 50 {
			break
		}
	}
	fmt.Println(len(m) > 10)
	s := map[[2]int]string{{1, 2}: "a"}
	s[[2]int{1, 2}] += "b"
	fmt.Println(s, s[[2]int{}] == "")
}

// Output:
// 0 true
// true
// map[[1 2]:ab] true
