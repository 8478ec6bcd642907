// Package cgo holds what programs without C use of Go's package of this name: handles for Go values, and
// the type of what is incomplete in C.
package cgo

import (
	"sync"
	"sync/atomic"
)

// A Handle stands for a Go value where only an integer can go. The zero Handle is none.
type Handle uintptr

var (
	handles sync.Map // Handle -> slot
	last    atomic.Uintptr
)

// A slot tells a stored nil from nothing.
type slot struct{ value any }

// NewHandle returns a handle for v, which keeps v alive until Delete.
func NewHandle(v any) Handle {
	h := Handle(last.Add(1))
	if h == 0 {
		panic("runtime/cgo: ran out of handle space")
	}
	handles.Store(h, slot{v})
	return h
}

// Value returns the value that h stands for; it panics for an invalid handle.
func (h Handle) Value() any {
	s, ok := handles.Load(h)
	if !ok {
		panic("runtime/cgo: misuse of an invalid Handle")
	}
	return s.(slot).value
}

// Delete makes h invalid; it panics when it is so already.
func (h Handle) Delete() {
	if _, ok := handles.LoadAndDelete(h); !ok {
		panic("runtime/cgo: misuse of an invalid Handle")
	}
}

// Incomplete is a field of structs whose C types are incomplete.
type Incomplete struct{}
