package generics

type number interface {
	~int | ~float64 | complex128
	comparable
	List[int]
}

type List[T any] struct {
	next *List[T]
	val  T
}

type Pair[K comparable, V any] struct{ key K; value V }
type ptr[P *T, T any] []P
type either[P *T | string, T any] int
type arr [n]int
type arr2 [n * 2]int
type slice [P []int] int
type call[P interface{ m() }] func(P)
type A[T any] = List[T]

type embeds struct {
	List[int]
	pkg.Pair[int, string]
	*A[int]
	field [n]int
	other []int
}

func (l *List[T]) Push(v T) { *l = List[T]{l, v} }

func Map[T, U any](s []T, f func(T) U) (out []U) {
	for i, v := range s {
		_ = i
		out = append(out, f(v))
	}
	return
}

var _ = Map[int, string](nil, nil)
var p Pair[int, []string]
var q = Pair[int, map[string]int]{1, nil}
var f = Sum[float64]
var (
	less = a < b
	mixed, more = w < x, y > (z)
)
