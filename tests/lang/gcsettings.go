// GCStress: 10000000
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"time"
)

type node struct{ a, b *node }

var kept []*node

func main() {
	fmt.Println(debug.SetGCPercent(50), debug.SetGCPercent(-7), debug.SetGCPercent(100))
	fmt.Println(debug.SetMemoryLimit(-1), debug.SetMemoryLimit(1<<30), debug.SetMemoryLimit(-5))

	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := 0; i < 100000; i++ {
		n := &node{}
		if i%100 == 0 {
			kept = append(kept, n)
		}
	}
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&after)
	fmt.Println(after.NumGC-before.NumGC >= 2, after.NumForcedGC-before.NumForcedGC)
	fmt.Println(after.Mallocs-before.Mallocs >= 100000, after.HeapObjects == after.Mallocs-after.Frees)
	fmt.Println(after.HeapAlloc == after.Alloc, after.HeapSys >= after.HeapInuse, after.HeapInuse >= after.HeapAlloc)
	fmt.Println(after.TotalAlloc-before.TotalAlloc >= 1600000, after.HeapAlloc < 1<<20)
	fmt.Println(after.BySize[0].Size, after.BySize[1].Size, after.BySize[2].Size, after.BySize[60].Size)
	fmt.Println(after.BySize[2].Mallocs-after.BySize[2].Frees >= 1000, after.EnableGC, after.DebugGC)
	fmt.Println(after.LastGC > 0, after.PauseEnd[(after.NumGC+255)%256] == after.LastGC)

	stats := debug.GCStats{PauseQuantiles: make([]time.Duration, 5)}
	debug.ReadGCStats(&stats)
	q := stats.PauseQuantiles
	fmt.Println(stats.NumGC == int64(after.NumGC), len(stats.Pause) == len(stats.PauseEnd))
	fmt.Println(q[0] <= q[1] && q[1] <= q[2] && q[2] <= q[3] && q[3] <= q[4], stats.LastGC.Equal(stats.PauseEnd[0]))
	fmt.Println(len(kept))

	// Without a percentage the limit alone collects.
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(16 << 20)
	runtime.ReadMemStats(&before)
	for i := 0; i < 400000; i++ {
		kept[i%1000] = &node{&node{}, &node{}}
	}
	runtime.ReadMemStats(&after)
	fmt.Println(after.NumGC > before.NumGC, after.HeapAlloc < 24<<20, after.NumForcedGC == before.NumForcedGC)
	debug.SetMemoryLimit(1 << 40)
	runtime.ReadMemStats(&before)
	for i := 0; i < 400000; i++ {
		kept[i%1000] = &node{}
	}
	runtime.ReadMemStats(&after)
	fmt.Println(after.NumGC == before.NumGC)
}

// Output:
// 100 50 -1
// 9223372036854775807 9223372036854775807 1073741824
// true 2
// true true
// true true true
// true true
// 0 8 16 18432
// true true false
// true true
// true true
// true true
// 1000
// true true true
// true
