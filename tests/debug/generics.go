package main

import "fmt"

type Num interface{ ~int | ~float64 }

func Max[T Num](a, b T) T {
	if a > b {
		return a
	}
	return b
}

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) {
	s.items = append(s.items, x)
}

func apply(f func(int) int, n int) int {
	return f(n)
}

func main() {
	k := 3
	f := func(n int) int {
		return n * k
	}
	fmt.Println(Max(1, 2), Max(1.5, 0.5))
	s := &Stack[string]{}
	s.Push("a")
	t := &Stack[int]{}
	t.Push(4)
	fmt.Println(apply(f, 5), apply(func(n int) int { return n + k }, 6))
	for i := 0; i < 3; i++ {
		fmt.Println(i)
	}
}
