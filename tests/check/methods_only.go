// flags: -lang=go1.17
// Type elements of a version that has none are refused, and count for nothing afterwards.
package p

type I interface {
	int
	m()
}

type T struct{}

func (T) m() {}

func f() I     { return T{} }
func g(i I) I  { i.m(); return struct{}{} }
func h() (x interface{ ~string }) { return 3 }
