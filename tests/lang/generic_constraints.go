package main

import (
	"fmt"
)

type Ordered interface {
	~int | ~int8 | ~float64 | ~string
}
type MyInt int

func Max[T Ordered](a, b T) T {
	if a > b {
		return a
	}
	return b
}
func SumAll[T any](xs ...T) int { return len(xs) }
func Ptr[T any](v T) *T         { return &v }
func Zero[T any]() (z T)        { return }

type Set[T comparable] map[T]struct{}

func (s Set[T]) Add(v T)      { s[v] = struct{}{} }
func (s Set[T]) Has(v T) bool { _, ok := s[v]; return ok }

func Convert[To, From ~int | ~int8 | ~float64](f From) To { return To(f) }

func main() {
	fmt.Println(Max(3, 7), Max("a", "b"), Max(MyInt(2), 1))
	fmt.Println(SumAll([]float64{1.5, 2}), SumAll(map[string]int{"a": 1, "b": 2}["a"], 5))
	fmt.Println(Ptr(5) != nil, *Ptr("x"), Zero[int](), Zero[string]() == "", Zero[*int]() == nil)
	s := Set[string]{}
	s.Add("x")
	s.Add("x")
	fmt.Println(s.Has("x"), s.Has("y"), len(s))
	fmt.Println(Convert[float64](3), Convert[int8](300))
}

// Output:
// 7 b 2
// 1 2
// true x 0 true true
// true false 1
// 3 44
