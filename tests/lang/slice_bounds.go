package main

import (
	"fmt"
)


func main() {
	s := []int{1, 2, 3}
	for i, f := range []func(){
		func() { _ = s[5] }, func() { _ = s[1:10] }, func() { n := 3; _ = s[n:2] },
		func() { n := -1; _ = s[n] }, func() { _ = s[:2:9] }, func() { n := -1; _ = make([]int, n) },
		func() { _ = "abc"[len(s)] }, func() { n := 4; _ = (*[4]int)(s[:n-1]) },
	} {
		func() {
			defer func() { fmt.Println(i, recover()) }()
			f()
		}()
	}
}

// Output:
// 0 runtime error: index out of range [5] with length 3
// 1 runtime error: slice bounds out of range [:10] with capacity 3
// 2 runtime error: slice bounds out of range [3:2]
// 3 runtime error: index out of range [-1]
// 4 runtime error: slice bounds out of range [::9] with capacity 3
// 5 runtime error: makeslice: len out of range
// 6 runtime error: index out of range [3] with length 3
// 7 runtime error: cannot convert slice with length 3 to array or pointer to array with length 4
