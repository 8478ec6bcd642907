package main

type T struct{ n int }

func (t T) Get() int { return t.n }

func f(x int) int { return g(x) + 1 }

func g(x int) int { return x * 2 }

func h[E any](x E) E { return x }

func main() {
	t := T{3}
	a := f(t.Get()) + g(h(4))
	g := 1
	a += f(g)
	println(a)
}
