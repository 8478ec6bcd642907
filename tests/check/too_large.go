package p

import "unsafe"

type E [1 << 30]complex128

var a [1 << 30]E
var p *struct {
	x int
	_ [1 << 30]E
	y struct{ z int }
}

const (
	_ = unsafe.Sizeof(a)
	_ = unsafe.Sizeof(*p)
	_ = unsafe.Offsetof(p.x)
	_ = unsafe.Offsetof(p.y)
	_ = unsafe.Offsetof(p.y.z)
	_ = unsafe.Alignof(a)
)
