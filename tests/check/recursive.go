// Infinite types through instances, each place where one refers to the next; no error follows from them.
package p

type (
	array[P any]              [10]P
	wrap[P any]               struct{ f P }
	ptr[P any]                *P
	dict[K comparable, V any] map[K]V
)

type (
	A array[A]
	S wrap[S]
	P ptr[P]
	M dict[int, M]
	B array[wrap[ptr[B]]]
	C array[wrap[wrap[C]]]
	D wrap[A]
)

type T struct {
	_ wrap[T]
	n int
}

type I struct {
	x interface{ I }
}

type J interface{ K }
type K interface{ J }

var _ = T{}.n
var _ A = S{}

func f(j J) K { return j }
