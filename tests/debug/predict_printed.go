package main

import "fmt"

type P struct{ X, Y int }

func main() {
	a := []int{1, 2, 3}
	s := "abc"
	f := 2.5
	p := P{1, 2}
	b := true
	var e error
	r := 'x'
	m := map[string]int{"a": 1}
	fmt.Println(a, s, f, p, b, e, r, m)
	fmt.Println("end")
}
