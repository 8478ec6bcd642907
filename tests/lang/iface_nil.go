package main

import (
	"fmt"
)

type T struct{}

func (t *T) M() string { return fmt.Sprint("M on nil: ", t == nil) }
func (t *T) Error() string { return "T error" }

type I interface{ M() string }

func find(bad bool) error {
	var t *T
	if bad {
		return t
	}
	return nil
}

func main() {
	var p *T
	var i I = p
	fmt.Println(i == nil, i != nil, p == nil, i.M())
	var e error
	fmt.Println(e == nil)
	e = find(false)
	fmt.Println(e == nil)
	e = find(true)
	fmt.Println(e == nil, e)
	var x, y any = 1, 1.0
	fmt.Println(x == y, x == any(1), any(nil) == nil)
	defer func() { fmt.Println(recover()) }()
	var a, b any = []int{1}, []int{1}
	fmt.Println(a == b)
}

// Output:
// false true true M on nil: true
// true
// true
// false T error
// false true true
// runtime error: comparing uncomparable type []int
