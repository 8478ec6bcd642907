// Package debug contains facilities for programs to debug themselves while they are running.
package debug

import (
	"internal/rt"
	"os"
)

// SetGCPercent sets the garbage collection target percentage and returns the previous setting.
func SetGCPercent(percent int) int { return rt.GCPercent(percent) }

// FreeOSMemory forces a garbage collection.
func FreeOSMemory() { rt.GC() }

// SetMaxStack returns the maximum amount of memory that a goroutine stack can use; it is not changed.
func SetMaxStack(bytes int) int { return 1000000000 }

// SetMemoryLimit returns the soft memory limit: there is none.
func SetMemoryLimit(limit int64) int64 { return 1<<63 - 1 }

// SetPanicOnFault returns the old setting: faults always panic.
func SetPanicOnFault(enabled bool) bool { return true }

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
