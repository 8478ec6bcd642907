package links

import (
	"hash/maphash"
	"internal/abi"
	"internal/rt"
	"math/bits"
	"reflect"
	"unsafe"
)

// ---- clocks ----

//go:linkname nanotime runtime.nanotime
func nanotime() int64 { return rt.Nanotime() }

//go:linkname runtimeNano time.runtimeNano
func runtimeNano() int64 { return rt.Nanotime() }

//go:linkname syncNanotime sync.runtime_nanotime
func syncNanotime() int64 { return rt.Nanotime() }

//go:linkname cputicks runtime.cputicks
func cputicks() int64 { return rt.Nanotime() }

//go:linkname walltime runtime.walltime
func walltime() (sec int64, nsec int32) {
	s, ns, _ := rt.Walltime()
	return s, int32(ns)
}

//go:linkname timeNow time.now
func timeNow() (sec int64, nsec int32, mono int64) {
	s, ns, mono := rt.Walltime()
	return s, int32(ns), mono
}

// ---- chance ----

//go:linkname fastrand runtime.fastrand
func fastrand() uint32 { return uint32(rt.Rand64()) }

//go:linkname fastrand64 runtime.fastrand64
func fastrand64() uint64 { return rt.Rand64() }

//go:linkname fastrandn runtime.fastrandn
func fastrandn(n uint32) uint32 {
	hi, _ := bits.Mul64(rt.Rand64(), uint64(n))
	return uint32(hi)
}

//go:linkname random runtime.rand
func random() uint64 { return rt.Rand64() }

//go:linkname cheaprand runtime.cheaprand
func cheaprand() uint32 { return fastrand() }

//go:linkname cheaprandn runtime.cheaprandn
func cheaprandn(n uint32) uint32 { return fastrandn(n) }

//go:linkname syncFastrandn sync.fastrandn
func syncFastrandn(n uint32) uint32 { return fastrandn(n) }

// ---- hashes ----

var process = maphash.MakeSeed()

// hash begins one that depends on a seed of the caller's.
func hash(seed uintptr) (h maphash.Hash) {
	h.SetSeed(process)
	maphash.WriteComparable(&h, seed)
	return h
}

func hashOf(t *abi.Type, p unsafe.Pointer, seed uintptr) uintptr {
	h := hash(seed)
	maphash.WriteComparable(&h, reflect.NewAt(typeOf(t), p).Elem().Interface())
	return uintptr(h.Sum64())
}

//go:linkname memhash runtime.memhash
func memhash(p unsafe.Pointer, seed, n uintptr) uintptr {
	h := hash(seed)
	h.Write(unsafe.Slice((*byte)(p), n))
	return uintptr(h.Sum64())
}

//go:linkname memhash32 runtime.memhash32
func memhash32(p unsafe.Pointer, seed uintptr) uintptr { return memhash(p, seed, 4) }

//go:linkname memhash64 runtime.memhash64
func memhash64(p unsafe.Pointer, seed uintptr) uintptr { return memhash(p, seed, 8) }

//go:linkname strhash runtime.strhash
func strhash(p unsafe.Pointer, seed uintptr) uintptr {
	s := *(*string)(p)
	return memhash(unsafe.Pointer(unsafe.StringData(s)), seed, uintptr(len(s)))
}

//go:linkname stringHash runtime.stringHash
func stringHash(s string, seed uintptr) uintptr { return strhash(unsafe.Pointer(&s), seed) }

//go:linkname bytesHash runtime.bytesHash
func bytesHash(b []byte, seed uintptr) uintptr {
	return memhash(unsafe.Pointer(unsafe.SliceData(b)), seed, uintptr(len(b)))
}

//go:linkname nilinterhash runtime.nilinterhash
func nilinterhash(p unsafe.Pointer, seed uintptr) uintptr {
	h := hash(seed)
	maphash.WriteComparable(&h, *(*any)(p))
	return uintptr(h.Sum64())
}

//go:linkname efaceHash runtime.efaceHash
func efaceHash(x any, seed uintptr) uintptr { return nilinterhash(unsafe.Pointer(&x), seed) }

// ---- memory ----

//go:linkname memmove runtime.memmove
func memmove(to, from unsafe.Pointer, n uintptr) {
	copy(unsafe.Slice((*byte)(to), n), unsafe.Slice((*byte)(from), n))
}

//go:linkname reflectMemmove reflect.memmove
func reflectMemmove(to, from unsafe.Pointer, n uintptr) { memmove(to, from, n) }

//go:linkname memequal runtime.memequal
func memequal(p, q unsafe.Pointer, n uintptr) bool {
	return string(unsafe.Slice((*byte)(p), n)) == string(unsafe.Slice((*byte)(q), n))
}

//go:linkname memclrNoHeapPointers runtime.memclrNoHeapPointers
func memclrNoHeapPointers(p unsafe.Pointer, n uintptr) { clear(unsafe.Slice((*byte)(p), n)) }

//go:linkname noescape runtime.noescape
func noescape(p unsafe.Pointer) unsafe.Pointer { return p }

// roundupsize: what an object of so many bytes takes.
//
//go:linkname roundupsize runtime.roundupsize
func roundupsize(n uintptr, withoutPointers bool) uintptr {
	return uintptr(abi.RoundSize(int(n), !withoutPointers))
}

// ---- goroutines: they share one processor, which none leaves before it waits ----

//go:linkname procPin runtime.procPin
func procPin() int { return 0 }

//go:linkname procUnpin runtime.procUnpin
func procUnpin() {}

//go:linkname syncProcPin sync.runtime_procPin
func syncProcPin() int { return 0 }

//go:linkname syncProcUnpin sync.runtime_procUnpin
func syncProcUnpin() {}

//go:linkname atomicProcPin sync/atomic.runtime_procPin
func atomicProcPin() int { return 0 }

//go:linkname atomicProcUnpin sync/atomic.runtime_procUnpin
func atomicProcUnpin() {}

//go:linkname canSpin sync.runtime_canSpin
func canSpin(i int) bool { return false }

//go:linkname doSpin sync.runtime_doSpin
func doSpin() { rt.Gosched() }

//go:linkname procyield runtime.procyield
func procyield(cycles uint32) { rt.Gosched() }

//go:linkname osyield runtime.osyield
func osyield() { rt.Gosched() }

//go:linkname goyield runtime.goyield
func goyield() { rt.Gosched() }

//go:linkname semacquire sync.runtime_Semacquire
func semacquire(s *uint32) { rt.Semacquire(s, "semacquire") }

//go:linkname semacquireMutex sync.runtime_SemacquireMutex
func semacquireMutex(s *uint32, first bool, skip int) { rt.Semacquire(s, "sync.Mutex.Lock") }

//go:linkname semrelease sync.runtime_Semrelease
func semrelease(s *uint32, handoff bool, skip int) { rt.Semrelease(s) }

// ---- the end, and what the program was started with ----

//go:linkname throw runtime.throw
func throw(text string) { rt.Fatal(text) }

//go:linkname fatal runtime.fatal
func fatal(text string) { rt.Fatal(text) }

//go:linkname args os.runtime_args
func args() []string { return rt.Args() }

//go:linkname envs syscall.runtime_envs
func envs() []string { return rt.Environ() }
