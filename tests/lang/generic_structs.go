package main

import (
	"fmt"
)

type List[T any] struct {
	head *elem[T]
	n    int
}
type elem[T any] struct {
	v    T
	next *elem[T]
}

func NewList[T any](vs ...T) *List[T] {
	l := &List[T]{}
	for _, v := range vs {
		l.Push(v)
	}
	return l
}
func (l *List[T]) Push(v T) { l.head = &elem[T]{v, l.head}; l.n++ }
func (l *List[T]) Len() int { return l.n }
func (l *List[T]) All() func(func(T) bool) {
	return func(yield func(T) bool) {
		for e := l.head; e != nil && yield(e.v); e = e.next {
		}
	}
}
func (l *List[T]) String() string { return fmt.Sprintf("List(%d)", l.n) }

type Cache[K comparable, V any] struct{ m map[K]V }

func (c *Cache[K, V]) Put(k K, v V)        { c.m[k] = v }
func (c *Cache[K, V]) Get(k K) (V, bool)   { v, ok := c.m[k]; return v, ok }

type Node[K comparable, V any] struct {
	key K
	val V
}
type Either[L, R any] struct {
	left  L
	right *R
}

func Fold[L, R, T any](e Either[L, R], f func(L) T, g func(R) T) T {
	if e.right != nil {
		return g(*e.right)
	}
	return f(e.left)
}

func main() {
	l := NewList(1, 2, 3)
	l.Push(4)
	for v := range l.All() {
		fmt.Print(v, " ")
	}
	fmt.Println(l.Len(), l)
	c := Cache[string, []int]{m: map[string][]int{}}
	c.Put("a", []int{1})
	v, ok := c.Get("a")
	_, ok2 := c.Get("b")
	fmt.Println(v, ok, ok2)
	var n Node[int, Node[string, bool]]
	n.val.val = true
	fmt.Printf("%T %+v\n", n, n)
	e := Either[int, error]{left: 3}
	fmt.Println(Fold(e, func(i int) string { return fmt.Sprint("L", i) }, func(err error) string { return err.Error() }))
}

// Output:
// 4 3 2 1 4 List(4)
// [1] true false
// main.Node[int,main.Node[string,bool]] {key:0 val:{key: val:true}}
// L3
