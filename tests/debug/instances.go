package main

import "fmt"

type pair[K comparable, V any] struct {
	key K
	val V
}

type list[T any] struct {
	items []T
	next  *list[T]
}

func (l *list[T]) push(x T) int {
	l.items = append(l.items, x)
	return len(l.items)
}

func sum[T int | float64](xs []T) T {
	var s T
	for _, x := range xs {
		s += x
	}
	return s
}

func find[K comparable, V any](ps []pair[K, V], k K) (V, bool) {
	for i, p := range ps {
		if p.key == k {
			return ps[i].val, true
		}
	}
	var zero V
	return zero, false
}

func main() {
	l := &list[string]{}
	l.push("a")
	l.push("b")
	fmt.Println(sum([]int{1, 2, 3}), sum([]float64{1.5}))
	fmt.Println(find([]pair[string, int]{{"x", 1}, {"y", 2}}, "y"))
}
