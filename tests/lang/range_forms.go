package main

import (
	"fmt"
)


func main() {
	for i := range 3 {
		fmt.Print(i)
	}
	for range 2 {
		fmt.Print("x")
	}
	var n int8 = 3
	for i := range n {
		fmt.Printf("%T", i)
	}
	fmt.Println()
	a := [3]string{"a", "b", "c"}
	for i := range a {
		fmt.Print(i)
	}
	for _, v := range a[1:] {
		fmt.Print(v)
	}
	for i, v := range &a {
		fmt.Print(i, v)
	}
	for i, b := range []byte("hi") {
		fmt.Print(i, b, " ")
	}
	var i int
	var s string
	for i, s = range a {
	}
	fmt.Println(i, s)
	xs := []int{1, 2, 3}
	for i := range xs {
		xs = append(xs, i)
	}
	fmt.Println(xs)
	for k, v := range map[string]int{"only": 1} {
		fmt.Println(k, v)
	}
}

// Output:
// 012xxint8int8int8
// 012bc0a1b2c0 104 1 105 2 c
// [1 2 3 0 1 2]
// only 1
