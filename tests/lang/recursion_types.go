package main

import (
	"fmt"
)

type Tree struct {
	Left, Right *Tree
	Val         int
}

func (t *Tree) Insert(v int) *Tree {
	if t == nil {
		return &Tree{Val: v}
	}
	if v < t.Val {
		t.Left = t.Left.Insert(v)
	} else {
		t.Right = t.Right.Insert(v)
	}
	return t
}
func (t *Tree) Walk(f func(int)) {
	if t != nil {
		t.Left.Walk(f)
		f(t.Val)
		t.Right.Walk(f)
	}
}
func (t *Tree) Depth() int {
	if t == nil {
		return 0
	}
	return 1 + max(t.Left.Depth(), t.Right.Depth())
}

type List struct {
	val  int
	next *List
}

func (l *List) Len() int {
	if l == nil {
		return 0
	}
	return 1 + l.next.Len()
}

type Any []any

func ack(m, n int) int {
	switch {
	case m == 0:
		return n + 1
	case n == 0:
		return ack(m-1, 1)
	}
	return ack(m-1, ack(m, n-1))
}
func hanoi(n int) int {
	if n == 0 {
		return 0
	}
	return 2*hanoi(n-1) + 1
}

func main() {
	t := &Tree{Val: 5}
	for _, v := range []int{3, 8, 1, 4, 9, 7} {
		t.Insert(v)
	}
	t.Walk(func(v int) { fmt.Print(v, " ") })
	fmt.Println(t.Depth())
	var l *List
	for i := range 5 {
		l = &List{i, l}
	}
	fmt.Println(l.Len(), l.next.val)
	var a Any = Any{Any{}, Any{Any{}}}
	fmt.Println(len(a), len(a[1].(Any)))
	fmt.Println(ack(2, 3), hanoi(10))
}

// Output:
// 1 3 4 5 7 8 9 3
// 5 3
// 2 1
// 9 1023
