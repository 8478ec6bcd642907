// Package weak provides pointers that do not keep what they point at.
package weak

import (
	"internal/rt"
	"unsafe"
)

// Pointer is a weak pointer to a value of type T. Two compare equal if and only if the pointers they
// were made from do.
type Pointer[T any] struct {
	_    [0]*T
	word unsafe.Pointer
}

// Make creates a weak pointer from a pointer to some value of type T.
func Make[T any](ptr *T) Pointer[T] {
	if ptr == nil {
		return Pointer[T]{}
	}
	return Pointer[T]{word: rt.WeakMake(unsafe.Pointer(ptr))}
}

// Value returns the original pointer, or nil once the value it points at became unreachable.
func (p Pointer[T]) Value() *T {
	if p.word == nil {
		return nil
	}
	return (*T)(rt.WeakValue(p.word))
}
