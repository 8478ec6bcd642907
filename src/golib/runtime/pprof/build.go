package pprof

import (
	"errors"
	"fmt"
	"internal/rt"
	"io"
	"math"
	"runtime"
	"slices"
	"sync"
	"time"
)

// buildOwn is of a profile that the program keeps itself.
func (p *Profile) buildOwn() *builder {
	p.mu.Lock()
	defer p.mu.Unlock()
	k := kind{p.name, "count"}
	b := newBuilder(k, 1, k)
	for _, stack := range p.held {
		b.sample(stack, 1)
	}
	return b
}

func buildGoroutines() *builder {
	k := kind{"goroutine", "count"}
	b := newBuilder(k, 1, k)
	records := make([]runtime.StackRecord, runtime.NumGoroutine())
	n, _ := runtime.GoroutineProfile(records)
	counts := map[runtime.StackRecord]int64{}
	for _, r := range records[:n] {
		counts[r]++
	}
	for r, count := range counts {
		b.sample(r.Stack(), count)
	}
	return b
}

// buildThreads is of one thread, which no function created.
func buildThreads() *builder {
	k := kind{"threadcreate", "count"}
	b := newBuilder(k, 1, k)
	b.sample(nil, 1)
	return b
}

func buildHeap(shown string) *builder {
	b := newBuilder(kind{"space", "bytes"}, int64(runtime.MemProfileRate), kind{"alloc_objects", "count"}, kind{"alloc_space", "bytes"},
		kind{"inuse_objects", "count"}, kind{"inuse_space", "bytes"})
	b.number(profileDefaultSampleType, b.text(shown))
	for _, r := range heapRecords() {
		by := times(r.AllocBytes / r.AllocObjects)
		b.sample(r.Stack(), by(r.AllocObjects), by(r.AllocBytes), by(r.InUseObjects()), by(r.InUseBytes()))
	}
	return b
}

// times makes of what was counted of sampled objects of that size what it is for all: of n bytes one is in a sample with a
// chance of 1-exp(-n/rate).
func times(size int64) func(int64) int64 {
	factor := 1.0
	if rate := runtime.MemProfileRate; rate > 1 {
		factor = 1 / -math.Expm1(-float64(size)/float64(rate))
	}
	return func(n int64) int64 { return int64(float64(n) * factor) }
}

// ---- what the machine counts ----

// A row is what was counted with a stack.
type row struct {
	count, value int64
	stack        []uintptr
}

// rows are in order of value, largest first.
func rows(kind int) []row {
	var words []uint64
	for n := rt.ProfileRows(kind, nil); n > len(words); n = rt.ProfileRows(kind, words) {
		words = make([]uint64, n+64)
	}
	var list []row
	for len(words) > 3 && words[0] > 0 {
		r := row{count: int64(words[0]), value: int64(words[1])}
		depth := words[2]
		for _, pc := range words[3 : 3+depth] {
			r.stack = append(r.stack, uintptr(pc))
		}
		list = append(list, r)
		words = words[3+depth:]
	}
	slices.SortFunc(list, func(a, b row) int { return int(b.value - a.value) })
	return list
}

// waits makes the profile of waits, or of locks.
func waits(name string, which int) *Profile {
	return &Profile{name: name,
		count: func() int { return len(rows(which)) },
		write: func(w io.Writer, debug int) error {
			title := "--- contention:\ncycles/second=1000000000\n"
			if name == "mutex" {
				title = "--- mutex:\ncycles/second=1000000000\nsampling period=1\n"
			}
			_, err := io.WriteString(w, title)
			for _, r := range rows(which) {
				fmt.Fprintf(w, "%v %v", r.value, r.count)
				writeStack(w, r.stack)
			}
			return err
		},
		build: func() *builder {
			b := newBuilder(kind{"contentions", "count"}, 1, kind{"contentions", "count"}, kind{"delay", "nanoseconds"})
			for _, r := range rows(which) {
				b.sample(r.stack, r.count, r.value)
			}
			return b
		},
	}
}

// ---- the CPU profile ----

// every is the number of ticks from sample to sample.
const every = 10000

var cpu struct {
	sync.Mutex
	w     io.Writer // nil: it is off
	since time.Time
}

// StartCPUProfile begins to count ticks; StopCPUProfile writes the profile to w.
func StartCPUProfile(w io.Writer) error {
	cpu.Lock()
	defer cpu.Unlock()
	if cpu.w != nil {
		return errors.New("cpu profiling already in use")
	}
	cpu.w, cpu.since = w, time.Now()
	rt.ProfileSet(rt.ProfileTicks, every)
	return nil
}

// StopCPUProfile ends the profile and writes it.
func StopCPUProfile() {
	cpu.Lock()
	defer cpu.Unlock()
	if cpu.w == nil {
		return
	}
	rt.ProfileSet(rt.ProfileTicks, 0)
	b := newBuilder(kind{"ticks", "count"}, every, kind{"samples", "count"}, kind{"ticks", "count"})
	b.number(profileDuration, uint64(time.Since(cpu.since)))
	b.number(profileComment, b.text("ticks are calls, returns and repetitions of loops"))
	for _, r := range rows(rt.ProfileTicks) {
		b.sample(r.stack, r.count, r.value)
	}
	b.write(cpu.w)
	cpu.w = nil
}
