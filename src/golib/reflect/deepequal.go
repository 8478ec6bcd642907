package reflect

import (
	"internal/abi"
	"unsafe"
)

// visit is a comparison in progress: met again, it counts as equal, which ends cycles.
type visit struct {
	p, q unsafe.Pointer
	typ  *abi.Type
}

// DeepEqual reports whether x and y are "deeply equal".
func DeepEqual(x, y any) bool {
	if x == nil || y == nil {
		return x == y
	}
	v, w := ValueOf(x), ValueOf(y)
	return v.typ == w.typ && deepEqual(v, w, map[visit]bool{})
}

// reference returns the address that identifies what v refers to, nil when it has no identity.
func reference(v Value) unsafe.Pointer {
	switch v.Kind() {
	case Pointer, Map:
		return v.word()
	case Slice:
		return (*sliceHeader)(v.ptr).data
	}
	return nil
}

func deepEqual(v, w Value, visited map[visit]bool) bool {
	if !v.IsValid() || !w.IsValid() {
		return v.IsValid() == w.IsValid()
	}
	if v.typ != w.typ {
		return false
	}
	if p, q := reference(v), reference(w); p != nil && q != nil {
		key := visit{p, q, v.typ}
		if visited[key] {
			return true
		}
		visited[key] = true
	}
	switch v.Kind() {
	case Array:
		for i := 0; i < v.Len(); i++ {
			if !deepEqual(v.Index(i), w.Index(i), visited) {
				return false
			}
		}
		return true
	case Slice:
		if v.IsNil() != w.IsNil() || v.Len() != w.Len() {
			return false
		}
		if reference(v) == reference(w) {
			return true
		}
		for i := 0; i < v.Len(); i++ {
			if !deepEqual(v.Index(i), w.Index(i), visited) {
				return false
			}
		}
		return true
	case Interface:
		return deepEqual(v.Elem(), w.Elem(), visited)
	case Pointer:
		return v.word() == w.word() || deepEqual(v.Elem(), w.Elem(), visited)
	case Struct:
		for i := range v.typ.Fields {
			if !deepEqual(v.Field(i), w.Field(i), visited) {
				return false
			}
		}
		return true
	case Map:
		if v.IsNil() != w.IsNil() || v.Len() != w.Len() {
			return false
		}
		if v.word() == w.word() {
			return true
		}
		for it := v.MapRange(); it.Next(); {
			x := w.MapIndex(it.Key())
			if !x.IsValid() || !deepEqual(it.Value(), x, visited) {
				return false
			}
		}
		return true
	case Func:
		return v.IsNil() && w.IsNil()
	}
	return abi.Equal(v.typ, v.address(), w.address())
}
