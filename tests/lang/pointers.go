package main

import (
	"fmt"
)


func main() {
	x := 10
	p := &x
	pp := &p
	**pp = 20
	y := *p
	*p++
	fmt.Println(x, y, *p == x, p == *pp)
	type S struct{ a, b int }
	s := S{1, 2}
	q := &s.b
	*q = 50
	r := &[]int{1, 2, 3}[1]
	*r *= 10
	fmt.Println(s, *r, new(int) != new(int), *new(string) == "")
	arr := [4]int{}
	for i := range arr {
		pi := &arr[i]
		*pi = i * i
	}
	fmt.Println(arr)
	f := func() *int { v := 7; return &v }
	a, b := f(), f()
	*a = 8
	fmt.Println(*a, *b)
	n := new(S{3, 4})
	fmt.Println(n.a, n.b)
}

// Output:
// 21 20 true true
// {1 50} 20 true true
// [0 1 4 9]
// 8 7
// 3 4
