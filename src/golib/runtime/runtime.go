package runtime

import (
	"internal/rt"
	"unsafe"
)

// Constants of the machine.
const (
	GOOS     string = "linux"
	GOARCH   string = "amd64"
	Compiler        = "strata"
)

// MemProfileRate is how many bytes are allocated, on average, from one object that the heap's profile records to the next; 1: it
// records all, 0: none. The machine looks at it whenever an object is allocated.
var MemProfileRate int = 512 * 1024

// Version returns the language's version, in the form of a Go release.
func Version() string { return "go1.26" }

// environ returns the value of a variable of the environment, "" if there is none.
func environ(name string) string {
	for _, s := range rt.Environ() {
		if len(s) > len(name) && s[:len(name)] == name && s[len(name)] == '=' {
			return s[len(name)+1:]
		}
	}
	return ""
}

// NumCPU returns the number of logical CPUs usable by the program: goroutines share one.
func NumCPU() int { return 1 }

// maxProcs is what the environment's GOMAXPROCS says, or GOMAXPROCS; 0: not looked for yet.
var maxProcs int

// GOMAXPROCS sets the number of goroutines that may run at the same time, if n is not below one, and returns the one before. It is
// kept for those who ask: they share one processor.
func GOMAXPROCS(n int) int {
	if maxProcs == 0 {
		maxProcs = procsOf(environ("GOMAXPROCS"))
	}
	old := maxProcs
	if n > 0 {
		maxProcs = n
	}
	return old
}

// procsOf returns the number that a text is, one if it is none.
func procsOf(text string) int {
	n := 0
	for i := 0; i < len(text) && i < 6; i++ {
		if text[i] < '0' || text[i] > '9' {
			return 1
		}
		n = n*10 + int(text[i]-'0')
	}
	return max(n, 1)
}

// SetDefaultGOMAXPROCS sets GOMAXPROCS to the number of processors.
func SetDefaultGOMAXPROCS() { maxProcs = NumCPU() }

// NumGoroutine returns the number of goroutines that currently exist.
func NumGoroutine() int { return rt.NumGoroutine() }

// NumCgoCall returns the number of calls of C code made through cgo.
func NumCgoCall() int64 { return 0 }

// Gosched yields the processor, allowing other goroutines to run.
func Gosched() { rt.Gosched() }

// Goexit terminates the goroutine that calls it, after running all its deferred calls.
func Goexit() { rt.Goexit() }

// GC runs a garbage collection and blocks the caller until it is complete.
func GC() { rt.GC() }

// LockOSThread and UnlockOSThread have no effect on one thread.
func LockOSThread()   {}
func UnlockOSThread() {}

// SetFinalizer sets the finalizer associated with obj to the provided finalizer function.
func SetFinalizer(obj any, finalizer any) { rt.SetFinalizer(obj, finalizer) }

// KeepAlive marks its argument as currently reachable.
func KeepAlive(x any) { kept = x; kept = nil }

var kept any

// MemStats records statistics about the memory allocator.
type MemStats struct {
	Alloc         uint64 // bytes of allocated heap objects
	TotalAlloc    uint64 // cumulative
	Sys           uint64 // bytes obtained from the system
	Lookups       uint64
	Mallocs       uint64 // cumulative count of heap objects allocated
	Frees         uint64
	HeapAlloc     uint64
	HeapSys       uint64
	HeapIdle      uint64
	HeapInuse     uint64
	HeapReleased  uint64
	HeapObjects   uint64
	StackInuse    uint64
	StackSys      uint64
	MSpanInuse    uint64
	MSpanSys      uint64
	MCacheInuse   uint64
	MCacheSys     uint64
	BuckHashSys   uint64
	GCSys         uint64
	OtherSys      uint64
	NextGC        uint64 // heap size that starts the next collection
	LastGC        uint64 // nanoseconds since 1970
	PauseTotalNs  uint64
	PauseNs       [256]uint64
	PauseEnd      [256]uint64
	NumGC         uint32
	NumForcedGC   uint32
	GCCPUFraction float64
	EnableGC      bool
	DebugGC       bool
	BySize        [61]struct {
		Size    uint32
		Mallocs uint64
		Frees   uint64
	}
}

var counts [15 + 2*256 + 2*61]uint64

// ReadMemStats populates m with memory allocator statistics.
func ReadMemStats(m *MemStats) {
	const counters, pauses, classes = 14, 256, 61
	c := counts[:] // not of the heap that is counted
	rt.MemStats(c)
	*m = MemStats{Alloc: c[0], TotalAlloc: c[1], Sys: c[2], Mallocs: c[3], Frees: c[4], HeapAlloc: c[0],
		HeapSys: c[5], HeapIdle: c[6], HeapInuse: c[7], HeapObjects: c[3] - c[4], StackInuse: c[8],
		StackSys: c[8], NextGC: c[9], LastGC: c[10], PauseTotalNs: c[11], NumGC: uint32(c[12]),
		NumForcedGC: uint32(c[13]), EnableGC: true}
	c = c[counters:]
	copy(m.PauseNs[:], c[:pauses])
	copy(m.PauseEnd[:], c[pauses:2*pauses])
	c = c[2*pauses:]
	for i := range m.BySize {
		m.BySize[i].Size, m.BySize[i].Mallocs = uint32(c[2*i]), c[2*i+1]
	}
	m.HeapReleased = c[2*classes]
}

// Caller reports file and line number information about function invocations on the calling
// goroutine's stack; skip 0 identifies the caller of Caller.
func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	var pcs [1]uintptr
	if rt.Callers(skip+1, pcs[:]) < 1 {
		return 0, "", 0, false
	}
	_, file, line, _ = rt.Where(pcs[0])
	return pcs[0], file, line, true
}

// Breakpoint executes a breakpoint trap; outside of a debugger there is nothing to stop in.
func Breakpoint() {}

// Callers fills pc with the return program counters of function invocations on the calling
// goroutine's stack; skip 0 identifies the frame for Callers itself, 1 its caller.
func Callers(skip int, pc []uintptr) int {
	return rt.Callers(skip, pc)
}

// Frame is the information returned by Frames for each call frame.
type Frame struct {
	PC       uintptr
	Func     *Func
	Function string
	File     string
	Line     int
	Entry    uintptr
}

// Frames may be used to get function/file/line information for a slice of PC values from Callers.
type Frames struct {
	pcs []uintptr
}

// CallersFrames takes a slice of PC values returned by Callers and prepares to return frames.
func CallersFrames(callers []uintptr) *Frames { return &Frames{callers} }

// Next returns a Frame representing the next call frame in the slice, and whether there are more.
func (f *Frames) Next() (frame Frame, more bool) {
	if len(f.pcs) == 0 {
		return Frame{}, false
	}
	pc := f.pcs[0]
	f.pcs = f.pcs[1:]
	fn, file, line, entry := rt.Where(pc)
	return Frame{pc, &Func{fn, entry}, fn, file, line, entry}, len(f.pcs) > 0
}

// A Func represents a Go function in the running program.
type Func struct {
	name  string
	entry uintptr
}

// FuncForPC returns the function that contains the given program counter address, or else nil.
func FuncForPC(pc uintptr) *Func {
	name, _, _ := rt.FuncAt(pc)
	if name != "" {
		return &Func{name, pc}
	}
	name, _, _, entry := rt.Where(pc)
	if name == "" {
		return nil
	}
	return &Func{name, entry}
}

// Name returns the name of the function.
func (f *Func) Name() string {
	if f == nil {
		return ""
	}
	return f.name
}

// Entry returns the entry address of the function.
func (f *Func) Entry() uintptr { return f.entry }

// FileLine returns the file name and line number of the source code at the program counter pc.
func (f *Func) FileLine(pc uintptr) (file string, line int) {
	if pc == f.entry {
		_, file, line = rt.FuncAt(pc)
		return file, line
	}
	_, file, line, _ = rt.Where(pc)
	return file, line
}

// Stack formats a stack trace of the calling goroutine (of all, if all is true) into buf.
func Stack(buf []byte, all bool) int { return rt.Stack(buf, all) }

// A Pinner is a set of objects pinned to a fixed location in memory, as all are here.
type Pinner struct {
	refs []any
}

func (p *Pinner) Pin(pointer any) { p.refs = append(p.refs, pointer) }
func (p *Pinner) Unpin()          { p.refs = nil }

// Cleanup is a handle to a cleanup call for a specific object.
type Cleanup struct {
	ptr    uintptr
	number int
}

// Stop cancels the cleanup call, if it is not due yet.
func (c Cleanup) Stop() { rt.StopCleanup(c.ptr, c.number) }

// AddCleanup attaches a cleanup function to ptr: cleanup(arg) is called some time after ptr is unreachable.
func AddCleanup[T, S any](ptr *T, cleanup func(S), arg S) Cleanup {
	if ptr == nil {
		panic("runtime.AddCleanup: ptr is nil")
	}
	if same, ok := any(arg).(*T); ok && same == ptr {
		panic("runtime.AddCleanup: ptr is equal to arg, cleanup will never run")
	}
	p := unsafe.Pointer(ptr)
	return Cleanup{uintptr(p), rt.AddCleanup(p, func() { cleanup(arg) })}
}
