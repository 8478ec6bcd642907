package links

import (
	"internal/abi"
	"unsafe"
)

//go:linkname makemap reflect.makemap
func makemap(t *abi.Type, n int) unsafe.Pointer { return abi.MakeMap(t, n) }

//go:linkname maplen reflect.maplen
func maplen(m unsafe.Pointer) int { return abi.MapLen(m) }

//go:linkname mapaccess reflect.mapaccess
func mapaccess(t *abi.Type, m, key unsafe.Pointer) unsafe.Pointer { return abi.MapGet(t, m, key) }

//go:linkname mapassign reflect.mapassign
func mapassign(t *abi.Type, m, key, elem unsafe.Pointer) { abi.MapSet(t, m, key, elem) }

//go:linkname mapassignFaststr reflect.mapassign_faststr
func mapassignFaststr(t *abi.Type, m unsafe.Pointer, key string, elem unsafe.Pointer) {
	abi.MapSet(t, m, unsafe.Pointer(&key), elem)
}

//go:linkname mapaccessFaststr reflect.mapaccess_faststr
func mapaccessFaststr(t *abi.Type, m unsafe.Pointer, key string) unsafe.Pointer {
	return abi.MapGet(t, m, unsafe.Pointer(&key))
}

//go:linkname mapdelete reflect.mapdelete
func mapdelete(t *abi.Type, m, key unsafe.Pointer) { abi.MapDelete(t, m, key) }

//go:linkname runtimeMapdelete runtime.mapdelete
func runtimeMapdelete(t *abi.Type, m, key unsafe.Pointer) { abi.MapDelete(t, m, key) }

//go:linkname mapclear reflect.mapclear
func mapclear(t *abi.Type, m unsafe.Pointer) { abi.MapClear(t, m) }

//go:linkname runtimeMapclear runtime.mapclear
func runtimeMapclear(t *abi.Type, m unsafe.Pointer) { abi.MapClear(t, m) }

// The runtime's own tell where an element lies, which its caller reads or writes; a missing key has a zero of the map's type.

//go:linkname mapaccess1 runtime.mapaccess1
func mapaccess1(t *abi.Type, m, key unsafe.Pointer) unsafe.Pointer {
	p, _ := mapaccess2(t, m, key)
	return p
}

//go:linkname mapaccess2 runtime.mapaccess2
func mapaccess2(t *abi.Type, m, key unsafe.Pointer) (unsafe.Pointer, bool) {
	if p := abi.MapGet(t, m, key); p != nil {
		return p, true
	}
	return abi.New(t.Elem), false
}

//go:linkname mapaccess1Faststr runtime.mapaccess1_faststr
func mapaccess1Faststr(t *abi.Type, m unsafe.Pointer, key string) unsafe.Pointer {
	return mapaccess1(t, m, unsafe.Pointer(&key))
}

//go:linkname mapaccess2Faststr runtime.mapaccess2_faststr
func mapaccess2Faststr(t *abi.Type, m unsafe.Pointer, key string) (unsafe.Pointer, bool) {
	return mapaccess2(t, m, unsafe.Pointer(&key))
}

//go:linkname runtimeMapassign runtime.mapassign
func runtimeMapassign(t *abi.Type, m, key unsafe.Pointer) unsafe.Pointer {
	p := abi.MapGet(t, m, key)
	if p == nil {
		abi.MapSet(t, m, key, abi.New(t.Elem))
		p = abi.MapGet(t, m, key)
	}
	if p == nil { // a key that does not equal itself
		p = abi.New(t.Elem)
	}
	return p
}

//go:linkname runtimeMapassignFaststr runtime.mapassign_faststr
func runtimeMapassignFaststr(t *abi.Type, m unsafe.Pointer, key string) unsafe.Pointer {
	return runtimeMapassign(t, m, unsafe.Pointer(&key))
}

//go:linkname runtimeMapassignFast64 runtime.mapassign_fast64
func runtimeMapassignFast64(t *abi.Type, m unsafe.Pointer, key uint64) unsafe.Pointer {
	return runtimeMapassign(t, m, unsafe.Pointer(&key))
}

//go:linkname runtimeMapassignFast64ptr runtime.mapassign_fast64ptr
func runtimeMapassignFast64ptr(t *abi.Type, m, key unsafe.Pointer) unsafe.Pointer {
	return runtimeMapassign(t, m, unsafe.Pointer(&key))
}

//go:linkname runtimeMapassignFast32 runtime.mapassign_fast32
func runtimeMapassignFast32(t *abi.Type, m unsafe.Pointer, key uint32) unsafe.Pointer {
	return runtimeMapassign(t, m, unsafe.Pointer(&key))
}

// iter is the beginning of the iterator that callers have room for: what they read comes first, and two of the words behind it are ours.
type iter struct {
	key, elem unsafe.Pointer
	t         *abi.Type
	walk      *abi.MapIter
}

//go:linkname mapiterinit reflect.mapiterinit
func mapiterinit(t *abi.Type, m unsafe.Pointer, it *iter) {
	it.t, it.walk = t, new(abi.MapIter)
	abi.MapIterStart(t, m, it.walk)
	mapiternext(it)
}

//go:linkname runtimeMapiterinit runtime.mapiterinit
func runtimeMapiterinit(t *abi.Type, m unsafe.Pointer, it *iter) { mapiterinit(t, m, it) }

//go:linkname mapiternext reflect.mapiternext
func mapiternext(it *iter) {
	abi.MapIterNext(it.t, it.walk)
	it.key, it.elem = it.walk.Key, it.walk.Value
}

//go:linkname runtimeMapiternext runtime.mapiternext
func runtimeMapiternext(it *iter) { mapiternext(it) }

//go:linkname mapiterkey reflect.mapiterkey
func mapiterkey(it *iter) unsafe.Pointer { return it.key }

//go:linkname mapiterelem reflect.mapiterelem
func mapiterelem(it *iter) unsafe.Pointer { return it.elem }

//go:linkname chanlen reflect.chanlen
func chanlen(c unsafe.Pointer) int { return abi.ChanLen(c) }

//go:linkname chancap reflect.chancap
func chancap(c unsafe.Pointer) int { return abi.ChanCap(c) }
