package main

import (
	"fmt"
)


func main() {
	a := []int{0, 1, 2, 3, 4, 5}
	b, c := a[1:3], a[2:4:4]
	b = append(b, 100)
	c = append(c, 200)
	b[1] = 50
	fmt.Println(a, b, c, len(b), cap(b), len(c))
	copy(a[2:], a)
	fmt.Println(a, copy(a, []int{7}))
	d := a[:0]
	for _, x := range a {
		if x%2 == 1 {
			d = append(d, x)
		}
	}
	fmt.Println(d, a)
	arr := (*[2]int)(a[:2])
	arr[0] = 77
	fmt.Println(a[0], [3]int(a[:3]))
}

// Output:
// [0 1 50 100 4 5] [1 50 100] [2 100 200] 3 5 3
// [7 1 0 1 50 100] 1
// [7 1 1] [7 1 1 1 50 100]
// 77 [77 1 1]
