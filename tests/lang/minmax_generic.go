package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
)

type Tree[K cmp.Ordered, V any] struct {
	root *node[K, V]
	n    int
}
type node[K cmp.Ordered, V any] struct {
	k    K
	v    V
	l, r *node[K, V]
}

func (t *Tree[K, V]) Put(k K, v V) {
	p := &t.root
	for *p != nil {
		switch c := cmp.Compare(k, (*p).k); {
		case c < 0:
			p = &(*p).l
		case c > 0:
			p = &(*p).r
		default:
			(*p).v = v
			return
		}
	}
	*p = &node[K, V]{k: k, v: v}
	t.n++
}

func (t *Tree[K, V]) All() func(func(K, V) bool) {
	var walk func(n *node[K, V], y func(K, V) bool) bool
	walk = func(n *node[K, V], y func(K, V) bool) bool {
		return n == nil || walk(n.l, y) && y(n.k, n.v) && walk(n.r, y)
	}
	return func(y func(K, V) bool) { walk(t.root, y) }
}

func Filter[S ~[]E, E any](s S, f func(E) bool) S {
	var r S
	for _, e := range s {
		if f(e) {
			r = append(r, e)
		}
	}
	return r
}

func Reduce[T, A any](s []T, a A, f func(A, T) A) A {
	for _, x := range s {
		a = f(a, x)
	}
	return a
}

type Num interface{ ~int | ~float64 }

func Abs[T Num](x T) T {
	if x < 0 {
		return -x
	}
	return x
}

type Opt[T any] struct {
	v  T
	ok bool
}

func Some[T any](v T) Opt[T] { return Opt[T]{v, true} }
func (o Opt[T]) OrElse(d T) T {
	if o.ok {
		return o.v
	}
	return d
}

func main() {
	t := &Tree[string, int]{}
	for i, w := range strings.Fields("the quick brown fox jumps over the lazy dog") {
		t.Put(w, i)
	}
	for k, v := range t.All() {
		fmt.Print(k, "=", v, " ")
		if k == "over" {
			break
		}
	}
	fmt.Println(t.n)
	xs := []int{5, 2, 8, 1}
	slices.Sort(xs)
	fmt.Println(xs, slices.Max(xs), slices.Contains(xs, 8), slices.Index(xs, 2))
	fmt.Println(Filter(xs, func(x int) bool { return x > 2 }), Reduce(xs, "", func(a string, x int) string { return a + fmt.Sprint(x) }))
	fmt.Println(Abs(-3), Abs(2.5), Some(4).OrElse(1), Opt[string]{}.OrElse("d"))
	m := map[string]int{"a": 1, "b": 2}
	ks := slices.Collect(maps.Keys(m))
	sort.Strings(ks)
	fmt.Println(ks, slices.Sorted(maps.Values(m)))
	slices.SortFunc(ks, func(a, b string) int { return cmp.Compare(b, a) })
	fmt.Println(ks, min("b", "a"), max(1, 2.5))
	fmt.Printf("%T %T %v\n", t, Some(1), Some("x"))
}

// Output:
// brown=2 dog=8 fox=3 jumps=4 lazy=7 over=5 8
// [1 2 5 8] 8 true 1
// [5 8] 1258
// 3 2.5 4 d
// [a b] [1 2]
// [b a] a 2.5
// *main.Tree[string,int] main.Opt[int] {x true}
