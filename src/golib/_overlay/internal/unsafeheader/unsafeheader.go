// Package unsafeheader declares the layout of strings and slices, with pointers the collector sees.
package unsafeheader

import "unsafe"

type Slice struct {
	Data unsafe.Pointer
	Len  int
	Cap  int
}

type String struct {
	Data unsafe.Pointer
	Len  int
}
