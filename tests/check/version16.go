// flags: -lang=go1.16
package p

type A = int
type L[T any] struct{ x T }
type GA[T any] = []T

func F[T any](x T) T { return x }

type C interface{ ~int | string }
type C2 interface{ int }

func f() {
	_ = 1_000
	_ = 0b11
	_ = 0o7
	_ = 0x1p3
	var s int
	_ = 1 << s
	_ = min(1, 2)
	clear(map[int]int{})
	for range 10 {
	}
	for range func(yield func() bool) {} {
	}
	_ = [2]int([]int{1, 2})
	_ = (*[2]int)([]int{1, 2})
	_ = new(3)
	_ = F[int](3)
	_ = F(3)
	_ = L[int]{}
	var x any
	_ = x
	var c comparable
	_ = c
	_ = 3i + 0i
}

type I1 interface{ m() }
type I2 interface{ m() }
type I3 interface {
	I1
	I2
}
