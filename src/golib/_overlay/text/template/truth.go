//go:build !go1.26

package template

import "reflect"

// isTrue: an unsafe.Pointer is true unless it is nil.
func isTrue(val reflect.Value) (truth, ok bool) {
	if val.Kind() == reflect.UnsafePointer {
		return !val.IsNil(), true
	}
	return tree_isTrue(val)
}
