package runtime

import (
	"internal/rt"
	"unsafe"
)

// This file has the profiles: truth where the machine keeps it (goroutines, living objects by their site), nothing where
// it does not (waiting, processor time, what was freed).

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

// BlockProfile and MutexProfile are empty: how long goroutines waited is not recorded.
func BlockProfile(p []BlockProfileRecord) (n int, ok bool) { return 0, true }
func MutexProfile(p []BlockProfileRecord) (n int, ok bool) { return 0, true }

// SetBlockProfileRate has no effect: see BlockProfile.
func SetBlockProfileRate(rate int) {}

var mutexFraction int

// SetMutexProfileFraction keeps the rate (below zero: it only asks) and returns the one before.
func SetMutexProfileFraction(rate int) int {
	old := mutexFraction
	if rate >= 0 {
		mutexFraction = rate
	}
	return old
}

// SetCPUProfileRate has no effect: the machine does not sample.
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
