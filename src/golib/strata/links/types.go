// Package links is what modules take from Go's runtime and reflect by //go:linkname: under the names that functions have there, with as
// many words of parameters and results. A program whose packages declare such functions imports it without saying so.
package links

import (
	"internal/abi"
	"reflect"
	"unsafe"
)

// typeOf returns what package reflect knows a type as.
func typeOf(t *abi.Type) reflect.Type {
	if t == nil {
		return nil
	}
	var x any
	(*abi.Iface)(unsafe.Pointer(&x)).Tab = unsafe.Pointer(t)
	return reflect.TypeOf(x)
}

//go:linkname toType reflect.toType
func toType(t *abi.Type) reflect.Type { return typeOf(t) }

//go:linkname ifaceIndir reflect.ifaceIndir
func ifaceIndir(t *abi.Type) bool { return !t.IsDirect() }

//go:linkname ptrTo reflect.(*rtype).ptrTo
func ptrTo(t *abi.Type) *abi.Type { return toABI(reflect.PointerTo(typeOf(t))) }

// toABI is the inverse of typeOf: the word behind the interface.
func toABI(t reflect.Type) *abi.Type {
	return (*abi.Type)((*abi.Iface)(unsafe.Pointer(&t)).Data)
}

// typelinks lists types by offsets in sections of the executable; there are none here, as for a program without types.
//
//go:linkname typelinks reflect.typelinks
func typelinks() (sections []unsafe.Pointer, offsets [][]int32) { return nil, nil }

//go:linkname rtypeOff reflect.rtypeOff
func rtypeOff(section unsafe.Pointer, offset int32) unsafe.Pointer {
	return unsafe.Add(section, offset)
}

//go:linkname resolveTypeOff reflect.resolveTypeOff
func resolveTypeOff(t unsafe.Pointer, offset int32) unsafe.Pointer { return unsafe.Add(t, offset) }

//go:linkname typehash reflect.typehash
func typehash(t *abi.Type, p unsafe.Pointer, seed uintptr) uintptr { return hashOf(t, p, seed) }

//go:linkname runtimeTypehash runtime.typehash
func runtimeTypehash(t *abi.Type, p unsafe.Pointer, seed uintptr) uintptr { return hashOf(t, p, seed) }

// ifaceE2I stores a value in *dst, of the interface type t.
//
//go:linkname ifaceE2I reflect.ifaceE2I
func ifaceE2I(t *abi.Type, x any, dst unsafe.Pointer) {
	if !abi.AssignTo(t, dst, x) {
		reflect.NewAt(typeOf(t), dst).Elem().Set(reflect.ValueOf(x)) // it panics
	}
}

//go:linkname unsafeNew reflect.unsafe_New
func unsafeNew(t *abi.Type) unsafe.Pointer { return abi.New(t) }

//go:linkname newobject runtime.newobject
func newobject(t *abi.Type) unsafe.Pointer { return abi.New(t) }

//go:linkname unsafeNewArray reflect.unsafe_NewArray
func unsafeNewArray(t *abi.Type, n int) unsafe.Pointer { return abi.NewArray(t, n) }

//go:linkname newarray runtime.newarray
func newarray(t *abi.Type, n int) unsafe.Pointer { return abi.NewArray(t, n) }

//go:linkname mallocgc runtime.mallocgc
func mallocgc(size uintptr, t *abi.Type, zeroed bool) unsafe.Pointer {
	if t == nil || t.Size == 0 {
		return unsafe.Pointer(unsafe.SliceData(make([]byte, size)))
	}
	return abi.NewArray(t, int(size/t.Size))
}

//go:linkname typedmemmove reflect.typedmemmove
func typedmemmove(t *abi.Type, dst, src unsafe.Pointer) { abi.TypedMove(t, dst, src) }

//go:linkname runtimeTypedmemmove runtime.typedmemmove
func runtimeTypedmemmove(t *abi.Type, dst, src unsafe.Pointer) { abi.TypedMove(t, dst, src) }

//go:linkname typedmemclr reflect.typedmemclr
func typedmemclr(t *abi.Type, p unsafe.Pointer) { abi.TypedMove(t, p, abi.New(t)) }

//go:linkname runtimeTypedmemclr runtime.typedmemclr
func runtimeTypedmemclr(t *abi.Type, p unsafe.Pointer) { abi.TypedMove(t, p, abi.New(t)) }

// slice is the layout of every slice.
type slice struct {
	data     unsafe.Pointer
	len, cap int
}

// typedslicecopy copies elements of type t; where the slices overlap, none is overwritten before it is copied.
//
//go:linkname typedslicecopy reflect.typedslicecopy
func typedslicecopy(t *abi.Type, dst, src slice) int {
	n := min(dst.len, src.len)
	for i := range n {
		if uintptr(dst.data) > uintptr(src.data) {
			i = n - 1 - i
		}
		abi.TypedMove(t, unsafe.Add(dst.data, uintptr(i)*t.Size), unsafe.Add(src.data, uintptr(i)*t.Size))
	}
	return n
}

//go:linkname runtimeTypedslicecopy runtime.typedslicecopy
func runtimeTypedslicecopy(t *abi.Type, dst unsafe.Pointer, dstLen int, src unsafe.Pointer, srcLen int) int {
	return typedslicecopy(t, slice{dst, dstLen, dstLen}, slice{src, srcLen, srcLen})
}

// growslice makes room for more elements, as append does, and returns the slice with its new length.
//
//go:linkname growslice runtime.growslice
func growslice(old unsafe.Pointer, newLen, oldCap, more int, t *abi.Type) slice {
	return grown(slice{old, newLen - more, oldCap}, more, newLen, t)
}

// reflectGrowslice leaves the length as it is.
//
//go:linkname reflectGrowslice reflect.growslice
func reflectGrowslice(t *abi.Type, old slice, more int) slice { return grown(old, more, old.len, t) }

func grown(old slice, more, length int, t *abi.Type) slice {
	s := reflect.NewAt(reflect.SliceOf(typeOf(t)), unsafe.Pointer(&old)).Elem()
	s.Grow(more)
	return slice{s.UnsafePointer(), length, s.Cap()}
}
