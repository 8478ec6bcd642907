// Package metrics provides a stable interface to what the machine counts: those of Go's documented metrics that have a true value
// here. Read says KindBad of the others.
package metrics

import (
	"internal/rt"
	"math"
	"runtime"
)

// ValueKind tells what a Value holds.
type ValueKind int

const (
	KindBad ValueKind = iota // there is no such metric
	KindUint64
	KindFloat64
	KindFloat64Histogram
)

// Value is the value of a metric when it was read.
type Value struct {
	kind   ValueKind
	number uint64
	real   float64
	dist   *Float64Histogram
}

// Kind returns what the value holds, which is always the same for a metric.
func (v Value) Kind() ValueKind { return v.kind }

// Uint64, Float64 and Float64Histogram return a value of that kind; they panic for one of another.
func (v Value) Uint64() uint64 {
	v.want(KindUint64, "Uint64", "uint64")
	return v.number
}

func (v Value) Float64() float64 {
	v.want(KindFloat64, "Float64", "float64")
	return v.real
}

func (v Value) Float64Histogram() *Float64Histogram {
	v.want(KindFloat64Histogram, "Float64Histogram", "Float64Histogram")
	return v.dist
}

func (v Value) want(kind ValueKind, method, name string) {
	if v.kind != kind {
		panic("called " + method + " on non-" + name + " metric value")
	}
}

// Float64Histogram is a distribution: Counts[i] values were from Buckets[i] on and below Buckets[i+1].
type Float64Histogram struct {
	Counts  []uint64
	Buckets []float64
}

// Sample is a metric's name and, after Read, its value.
type Sample struct {
	Name  string
	Value Value
}

// Description describes a metric.
type Description struct {
	Name        string
	Description string
	Kind        ValueKind
	Cumulative  bool // it only grows
}

// A metric is a description and how its value follows from what is counted.
type metric struct {
	name       string
	text       string
	cumulative bool
	value      func(m *runtime.MemStats) uint64
}

// metrics are in order of their names.
var metrics = []metric{
	{"/cgo/go-to-c-calls:calls", "Calls of C code: there is none.", true,
		func(m *runtime.MemStats) uint64 { return 0 }},
	{"/gc/cycles/automatic:gc-cycles", "Collections that the machine began by itself.", true,
		func(m *runtime.MemStats) uint64 { return uint64(m.NumGC - m.NumForcedGC) }},
	{"/gc/cycles/forced:gc-cycles", "Collections that the program asked for.", true,
		func(m *runtime.MemStats) uint64 { return uint64(m.NumForcedGC) }},
	{"/gc/cycles/total:gc-cycles", "All collections.", true,
		func(m *runtime.MemStats) uint64 { return uint64(m.NumGC) }},
	{"/gc/gogc:percent", "By how much the heap grows between collections: GOGC, or what debug.SetGCPercent says.", false,
		func(m *runtime.MemStats) uint64 { return uint64(percent()) }},
	{"/gc/gomemlimit:bytes", "GOMEMLIMIT, or what debug.SetMemoryLimit says; else math.MaxInt64.", false,
		func(m *runtime.MemStats) uint64 { return uint64(rt.MemoryLimit(-1)) }},
	{"/gc/heap/allocs:bytes", "Bytes allocated in the heap.", true,
		func(m *runtime.MemStats) uint64 { return m.TotalAlloc }},
	{"/gc/heap/allocs:objects", "Objects allocated in the heap.", true,
		func(m *runtime.MemStats) uint64 { return m.Mallocs }},
	{"/gc/heap/frees:bytes", "Bytes of objects that the collector freed.", true,
		func(m *runtime.MemStats) uint64 { return m.TotalAlloc - m.HeapAlloc }},
	{"/gc/heap/frees:objects", "Objects that the collector freed.", true,
		func(m *runtime.MemStats) uint64 { return m.Frees }},
	{"/gc/heap/goal:bytes", "The size of the heap by which the next collection should have ended.", false,
		func(m *runtime.MemStats) uint64 { return m.NextGC }},
	{"/gc/heap/objects:objects", "Objects in the heap, those that are garbage but not freed too.", false,
		func(m *runtime.MemStats) uint64 { return m.HeapObjects }},
	{"/gc/heap/tiny/allocs:objects", "Objects that share a block with others: none do.", true,
		func(m *runtime.MemStats) uint64 { return 0 }},
	{"/memory/classes/heap/free:bytes", "Pages of the heap without objects.", false,
		func(m *runtime.MemStats) uint64 { return m.HeapIdle }},
	{"/memory/classes/heap/objects:bytes", "Objects in the heap, those that are garbage but not freed too.", false,
		func(m *runtime.MemStats) uint64 { return m.HeapAlloc }},
	{"/memory/classes/heap/stacks:bytes", "Stacks of goroutines.", false,
		func(m *runtime.MemStats) uint64 { return m.StackInuse }},
	{"/memory/classes/heap/unused:bytes", "Room for more objects in pages of the heap that have some.", false,
		func(m *runtime.MemStats) uint64 { return m.HeapInuse - m.HeapAlloc }},
	{"/memory/classes/total:bytes", "All memory that the machine has mapped for the program.", false,
		func(m *runtime.MemStats) uint64 { return m.Sys }},
	{"/sched/gomaxprocs:threads", "Goroutines that run at the same time: GOMAXPROCS.", false,
		func(m *runtime.MemStats) uint64 { return uint64(runtime.GOMAXPROCS(0)) }},
	{"/sched/goroutines:goroutines", "Goroutines that there are.", false,
		func(m *runtime.MemStats) uint64 { return uint64(runtime.NumGoroutine()) }},
	{"/sched/threads/total:threads", "Threads that run goroutines: one.", false,
		func(m *runtime.MemStats) uint64 { return 1 }},
}

// percent asks for GOGC, which can be had only by setting it.
func percent() int {
	old := rt.GCPercent(math.MaxInt32)
	rt.GCPercent(old)
	return old
}

// All returns descriptions of the metrics that there are, by name.
func All() []Description {
	list := make([]Description, len(metrics))
	for i, m := range metrics {
		list[i] = Description{m.name, m.text, KindUint64, m.cumulative}
	}
	return list
}

// Read sets the samples' values, all of one moment.
func Read(samples []Sample) {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	for i := range samples {
		s := &samples[i]
		s.Value = Value{}
		for j := range metrics {
			if metrics[j].name == s.Name {
				s.Value = Value{kind: KindUint64, number: metrics[j].value(&stats)}
			}
		}
	}
}
