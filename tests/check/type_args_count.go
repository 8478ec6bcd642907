// Types with a wrong number of arguments are types of their own: what else is wrong with them is told too.
package main

type P[A, B any] struct{ a A; b B }

func (p *P[A, B]) M() A { return p.a }

type L[T any] []T
type I[A, B any] interface{ M() A; N(B) }

var p P[int]
var q = P[int, int, int]{}
var l L[int, string]

func f(x I[int]) { x.M(); x.N(3); _ = x.(P[int]) }
func g[T any](x P[T]) T { return x.a }

func main() {
	p.M()
	p.a = 3
	q.a = q.b
	l[0] = 1
	for i, x := range l { _, _ = i, x }
	var y P[int]
	y = p
	y = q
	_ = y == p
	_ = map[P[int]]int{p: 1}
	_ = append(l, 1)
	switch x := any(p).(type) { case P[int]: x.M(); case L[int, int]: _ = x[0] }
	_ = P[int]{1, 2}
	_ = len(l)
	_ = &P[int]{a: 1}
	_ = struct{ P[int] }{}
	_ = (*P[int]).M
	_ = P[int](p)
	go p.M()
	defer y.M()
}
