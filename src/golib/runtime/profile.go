package runtime

import (
	"internal/rt"
	"unsafe"
)

// This file has the profiles: truth where the machine keeps it (goroutines, living objects by their site, waits), nothing where
// it does not (what was freed).

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

// A MemProfileRecord describes the living objects that were allocated at a place: what was allocated there and freed is not
// recorded.
type MemProfileRecord struct {
	AllocBytes, FreeBytes     int64
	AllocObjects, FreeObjects int64
	Stack0                    [32]uintptr // ends at the first 0; the innermost frame alone is recorded
}

// InUseBytes returns the number of bytes in use (AllocBytes - FreeBytes).
func (r *MemProfileRecord) InUseBytes() int64 { return r.AllocBytes - r.FreeBytes }

// InUseObjects returns the number of objects in use (AllocObjects - FreeObjects).
func (r *MemProfileRecord) InUseObjects() int64 { return r.AllocObjects - r.FreeObjects }

// Stack returns the stack trace associated with the record, a prefix of r.Stack0.
func (r *MemProfileRecord) Stack() []uintptr { return upTo(r.Stack0[:]) }

// MemProfile returns the number of places where living objects were allocated, and whether p was long enough for them,
// which are in it then. Every object counts, whatever MemProfileRate is.
func MemProfile(p []MemProfileRecord, inuseZero bool) (n int, ok bool) {
	sites := make([]uint64, 3*len(p))
	if n = rt.HeapSites(sites); n > len(p) {
		return n, false
	}
	for i := range n {
		r := MemProfileRecord{AllocObjects: int64(sites[3*i+1]), AllocBytes: int64(sites[3*i+2])}
		r.Stack0[0] = uintptr(sites[3*i])
		p[i] = r
	}
	return n, true
}

// BlockProfileRecord describes blocking events originated at a particular call sequence.
type BlockProfileRecord struct {
	Count  int64
	Cycles int64
	StackRecord
}

// records fills p with what the machine has counted, if there is room.
func records(kind int, p []BlockProfileRecord) (n int, ok bool) {
	var words []uint64
	for n := rt.ProfileRows(kind, nil); n > len(words); n = rt.ProfileRows(kind, words) {
		words = make([]uint64, n+64)
	}
	for ; len(words) > 3 && words[0] > 0; words = words[3+words[2]:] {
		if n < len(p) {
			p[n] = BlockProfileRecord{Count: int64(words[0]), Cycles: int64(words[1])}
			for i, pc := range words[3 : 3+min(words[2], uint64(len(p[n].Stack0)))] {
				p[n].Stack0[i] = uintptr(pc)
			}
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

// SetDefaultGOMAXPROCS sets GOMAXPROCS to its default: it is one always.
func SetDefaultGOMAXPROCS() {}
