package runtime

import (
	"internal/rt"
	"unsafe"
)

// This file has the profiles, of what the machine keeps: goroutines, waits, sampled objects.

// A StackRecord describes a single execution stack.
type StackRecord struct {
	Stack0 [32]uintptr // return addresses; ends at the first 0
}

// upTo returns the words before the first 0.
func upTo(stack []uintptr) []uintptr {
	for i, pc := range stack {
		if pc == 0 {
			return stack[:i]
		}
	}
	return stack
}

// Stack returns the stack trace associated with the record, a prefix of r.Stack0.
func (r *StackRecord) Stack() []uintptr { return upTo(r.Stack0[:]) }

// GoroutineProfile returns the number of goroutines, and whether p was long enough for their stacks, which are in it then.
func GoroutineProfile(p []StackRecord) (n int, ok bool) {
	const depth = len(StackRecord{}.Stack0)
	if n = rt.NumGoroutine(); n > len(p) {
		return n, false
	}
	n = rt.GoroutineStacks(depth, unsafe.Slice((*uintptr)(unsafe.Pointer(unsafe.SliceData(p))), len(p)*depth))
	return n, true
}

// ThreadCreateProfile is a profile of one thread, which no function created.
func ThreadCreateProfile(p []StackRecord) (n int, ok bool) {
	if len(p) < 1 {
		return 1, false
	}
	p[0] = StackRecord{}
	return 1, true
}

// A MemProfileRecord describes the sampled objects of one size that were allocated with one stack.
type MemProfileRecord struct {
	AllocBytes, FreeBytes     int64
	AllocObjects, FreeObjects int64
	Stack0                    [32]uintptr // ends at the first 0
}

// InUseBytes returns the number of bytes in use (AllocBytes - FreeBytes).
func (r *MemProfileRecord) InUseBytes() int64 { return r.AllocBytes - r.FreeBytes }

// InUseObjects returns the number of objects in use (AllocObjects - FreeObjects).
func (r *MemProfileRecord) InUseObjects() int64 { return r.AllocObjects - r.FreeObjects }

// Stack returns the stack trace associated with the record, a prefix of r.Stack0.
func (r *MemProfileRecord) Stack() []uintptr { return upTo(r.Stack0[:]) }

// MemProfile returns the number of stacks and sizes with which objects were allocated, of one in MemProfileRate bytes, and
// whether p was long enough for them, which are in it then; without inuseZero those of which all are free are left out. Allocations
// count at once, and objects as free when a collection has found that they are: GC before it shows what is in use.
func MemProfile(p []MemProfileRecord, inuseZero bool) (n int, ok bool) {
	for words := rows(rt.ProfileHeap); len(words) > 0; words = words[3+words[2]:] {
		allocs, frees, size := int64(words[0]), int64(words[1]), int64(words[3])
		if allocs == frees && !inuseZero {
			continue
		}
		if n < len(p) {
			p[n] = MemProfileRecord{AllocBytes: allocs * size, FreeBytes: frees * size, AllocObjects: allocs, FreeObjects: frees}
			fill(p[n].Stack0[:], words[4:3+words[2]])
		}
		n++
	}
	return n, n <= len(p)
}

// rows returns what the machine has counted: the rows of rt.ProfileRows.
func rows(kind int) []uint64 {
	var words []uint64
	n := rt.ProfileRows(kind, nil)
	for n > len(words) {
		words = make([]uint64, n+256)
		n = rt.ProfileRows(kind, words)
	}
	return words[:n]
}

// fill copies as many return addresses as there is room for.
func fill(stack []uintptr, pcs []uint64) {
	for i := range min(len(stack), len(pcs)) {
		stack[i] = uintptr(pcs[i])
	}
}

// BlockProfileRecord describes blocking events originated at a particular call sequence.
type BlockProfileRecord struct {
	Count  int64
	Cycles int64
	StackRecord
}

// records fills p with what the machine has counted, if there is room.
func records(kind int, p []BlockProfileRecord) (n int, ok bool) {
	for words := rows(kind); len(words) > 0; words = words[3+words[2]:] {
		if n < len(p) {
			p[n] = BlockProfileRecord{Count: int64(words[0]), Cycles: int64(words[1])}
			fill(p[n].Stack0[:], words[3:3+words[2]])
		}
		n++
	}
	return n, n <= len(p)
}

// BlockProfile returns the number of stacks with which goroutines have waited since SetBlockProfileRate, and whether p was long
// enough for them, which are in it then. A cycle is a nanosecond.
func BlockProfile(p []BlockProfileRecord) (n int, ok bool) { return records(rt.ProfileBlock, p) }

// MutexProfile is BlockProfile for goroutines that gave up a lock for which others waited, since SetMutexProfileFraction.
func MutexProfile(p []BlockProfileRecord) (n int, ok bool) { return records(rt.ProfileMutex, p) }

// SetBlockProfileRate begins to count waits, all of them, or ends it (0).
func SetBlockProfileRate(rate int) { rt.ProfileSet(rt.ProfileBlock, min(1, max(0, rate))) }

var mutexFraction int

// SetMutexProfileFraction begins to count what waits for locks, all of it, or ends it (0); below zero it only asks. It returns
// the rate before.
func SetMutexProfileFraction(rate int) int {
	old := mutexFraction
	if rate >= 0 {
		mutexFraction = rate
		rt.ProfileSet(rt.ProfileMutex, min(1, rate))
	}
	return old
}

// SetCPUProfileRate has no effect: samples are taken by ticks.
func SetCPUProfileRate(hz int) {}

// CPUProfile panics, as it has in Go since its form changed.
func CPUProfile() []byte { panic("CPUProfile no longer available") }

// The execution trace: its header alone. more is closed when it ends.
var trace struct {
	on, begun bool
	more      chan struct{}
}

// StartTrace begins a trace, which ReadTrace reads; one can be under way at a time.
func StartTrace() error {
	if trace.on {
		return errorString("tracing is already enabled")
	}
	trace.on, trace.begun, trace.more = true, false, make(chan struct{})
	return nil
}

// StopTrace ends the trace.
func StopTrace() {
	if trace.on {
		trace.on = false
		close(trace.more)
	}
}

// ReadTrace returns what there is of the trace, and nil when it has ended.
func ReadTrace() []byte {
	if trace.on && !trace.begun {
		trace.begun = true
		return []byte("go 1.26 trace\x00\x00\x00")
	}
	if trace.more != nil {
		<-trace.more
	}
	return nil
}

// SetCgoTraceback tells how to walk the stacks of C code; there is none.
func SetCgoTraceback(version int, traceback, context, symbolizer unsafe.Pointer) {
	if version != 0 {
		panic("unsupported version")
	}
}
