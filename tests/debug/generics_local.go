package main

import (
	"fmt"
	"math/big"
)

type Pair[A, B any] struct {
	a A
	b B
}

func (p Pair[A, B]) Swap() Pair[B, A] {
	return Pair[B, A]{p.b, p.a}
}

func Map[T, U any](list []T, f func(T) U) []U {
	var out []U
	each := func(v T) {
		u := f(v)
		out = append(out, u)
	}
	for _, v := range list {
		each(v)
	}
	return out
}

func Wrapped[T any](x T) string {
	type box struct{ in T }
	boxes := Map([]box{{x}, {x}}, func(b box) *box { return &b })
	return fmt.Sprint(*boxes[1])
}

func points() {
	type point struct{ x, y int }
	type name string
	sums := Map([]point{{1, 2}, {3, 4}}, func(p point) name { return name(fmt.Sprint(p.x + p.y)) })
	{
		type point struct{ z float64 }
		fmt.Println(sums, Map([]point{{1.5}}, func(p point) struct{ z float64 } { return p }))
	}
	fmt.Println(Pair[point, name]{point{1, 2}, "n"}.Swap())
}

func main() {
	points()
	fmt.Println(Wrapped("text"), Wrapped(7))
	fmt.Println(Map([]*big.Int{big.NewInt(5)}, func(i *big.Int) string { return i.String() }))
}
