// Package unique turns comparable values into handles that are equal exactly when the values are.
package unique

import (
	"runtime"
	"sync"
	"weak"
)

// Handle is a globally unique identity for some value of type T.
type Handle[T comparable] struct {
	value *T
}

// Value returns a shallow copy of the value that produced the handle.
func (h Handle[T]) Value() T { return *h.value }

var (
	mu   sync.Mutex
	made = map[any]any{} // value -> weak.Pointer to its copy
)

// Make returns the handle for a value of type T.
func Make[T comparable](value T) Handle[T] {
	mu.Lock()
	defer mu.Unlock()
	if w, ok := made[value]; ok {
		if p := w.(weak.Pointer[T]).Value(); p != nil {
			return Handle[T]{p}
		}
	}
	p := new(T)
	*p = value
	w := weak.Make(p)
	made[value] = w
	runtime.AddCleanup(p, forget[T], entry[T]{value, w})
	return Handle[T]{p}
}

type entry[T comparable] struct {
	value T
	copy  weak.Pointer[T]
}

// forget drops the entry of a value whose last handle is gone, unless there is a new one.
func forget[T comparable](e entry[T]) {
	mu.Lock()
	defer mu.Unlock()
	if made[e.value] == any(e.copy) {
		delete(made, e.value)
	}
}
