// Package debug contains facilities for programs to debug themselves while they are running.
package debug

import (
	"internal/rt"
	"os"
	"runtime"
	"slices"
	"time"
)

// SetGCPercent sets the garbage collection target percentage and returns the previous setting.
func SetGCPercent(percent int) int { return rt.GCPercent(percent) }

// FreeOSMemory forces a garbage collection and gives as much memory to the operating system as can be.
func FreeOSMemory() {
	rt.GC()
	rt.Release()
}

// SetMaxStack returns the maximum amount of memory that a goroutine stack can use; it is not changed.
func SetMaxStack(bytes int) int { return 1000000000 }

// SetMemoryLimit sets the bytes of heap that the collector tries not to exceed and returns the previous
// limit; a negative one only asks.
func SetMemoryLimit(limit int64) int64 { return rt.MemoryLimit(limit) }

// GCStats collects information about recent garbage collections.
type GCStats struct {
	LastGC         time.Time
	NumGC          int64
	PauseTotal     time.Duration
	Pause          []time.Duration // most recent first
	PauseEnd       []time.Time
	PauseQuantiles []time.Duration
}

// ReadGCStats reads statistics about garbage collection into stats; the quantiles' number is the
// length of stats.PauseQuantiles: 5 of them are minimum, 25%, 50%, 75% and maximum.
func ReadGCStats(stats *GCStats) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	*stats = GCStats{NumGC: int64(m.NumGC), PauseTotal: time.Duration(m.PauseTotalNs),
		Pause: stats.Pause[:0], PauseEnd: stats.PauseEnd[:0], PauseQuantiles: stats.PauseQuantiles}
	if m.NumGC > 0 {
		stats.LastGC = time.Unix(0, int64(m.LastGC))
	}
	for i := uint32(0); i < m.NumGC && i < 256; i++ {
		at := (m.NumGC - 1 - i) % 256
		stats.Pause = append(stats.Pause, time.Duration(m.PauseNs[at]))
		stats.PauseEnd = append(stats.PauseEnd, time.Unix(0, int64(m.PauseEnd[at])))
	}
	quantiles(stats.PauseQuantiles, stats.Pause)
}

func quantiles(out, pauses []time.Duration) {
	clear(out)
	if len(out) == 0 || len(pauses) == 0 {
		return
	}
	sorted := slices.Sorted(slices.Values(pauses))
	for i := range out[:len(out)-1] {
		out[i] = sorted[len(sorted)*i/(len(out)-1)]
	}
	out[len(out)-1] = sorted[len(sorted)-1]
}

// SetPanicOnFault makes faults of the calling goroutine at addresses that are not nil panics, which can be recovered from, and
// returns the old setting.
func SetPanicOnFault(enabled bool) bool { return rt.PanicOnFault(enabled) }

// PrintStack prints to standard error the stack trace returned by Stack.
func PrintStack() { os.Stderr.Write(Stack()) }

// Stack returns a formatted stack trace of the goroutine that calls it.
func Stack() []byte {
	for n := 4096; ; n *= 2 {
		buf := make([]byte, n)
		if used := rt.Stack(buf, false); used < n {
			return buf[:used]
		}
	}
}

// WriteHeapDump writes the heap and the roots that lead into it to a file, in the form of Go's heap dumps, whose description
// ("heapdump15-through-heapdump17" of Go's wiki) holds: the pointers among the words of objects, frames and variables are those that
// the collector sees. The descriptor must not be that of a pipe or socket whose other end is in the program itself. As in Go, nobody
// is told when writing fails.
func WriteHeapDump(fd uintptr) { rt.HeapDump(int(fd)) }

// SetTraceback sets how much is told when the program ends by a panic or a fatal error, by the words of the environment's
// GOTRACEBACK, but no less than that says.
func SetTraceback(level string) { rt.TracebackLevel(level) }
