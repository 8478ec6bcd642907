// Package pprof writes profiles, as text and in the form that `go tool pprof` reads.
//
// Goroutines, waits (block) and locks that others wait for (mutex) have whole stacks, up to 64 frames; all of them are counted
// once runtime.SetBlockProfileRate or SetMutexProfileFraction has been given a number above 0, whatever that number is. Of objects in
// the heap (heap, allocs) one in runtime.MemProfileRate bytes is a sample; profiles for tools tell what that makes of all.
// The CPU profile counts ticks, which are calls, returns and repetitions of loops, and not time: it looks where the program is
// each time that 10000 have passed.
package pprof

import (
	"context"
	"fmt"
	"internal/rt"
	"io"
	"runtime"
	"sort"
	"strings"
	"sync"
)

// A Profile is a collection of stack traces that led to something.
type Profile struct {
	name  string
	mu    sync.Mutex
	held  map[any][]uintptr
	count func() int
	write func(w io.Writer, debug int) error
	build func() *builder // for WriteTo(w, 0)
}

var profiles = struct {
	sync.Mutex
	byName map[string]*Profile
}{byName: map[string]*Profile{}}

func init() {
	heap := func() int { n, _ := runtime.MemProfile(nil, true); return n }
	for _, p := range []*Profile{
		{name: "goroutine", count: runtime.NumGoroutine, write: writeGoroutines, build: buildGoroutines},
		{name: "threadcreate", count: func() int { return 1 }, build: buildThreads},
		{name: "heap", count: heap, write: writeHeap, build: func() *builder { return buildHeap("inuse_space") }},
		{name: "allocs", count: heap, write: writeHeap, build: func() *builder { return buildHeap("alloc_space") }},
		waits("block", rt.ProfileBlock),
		waits("mutex", rt.ProfileMutex),
	} {
		profiles.byName[p.name] = p
	}
}

// NewProfile makes a profile with a name that is not taken.
func NewProfile(name string) *Profile {
	profiles.Lock()
	defer profiles.Unlock()
	if name == "" {
		panic("pprof: NewProfile with empty name")
	}
	if profiles.byName[name] != nil {
		panic("pprof: NewProfile name already in use: " + name)
	}
	p := &Profile{name: name, held: map[any][]uintptr{}}
	profiles.byName[name] = p
	return p
}

// Lookup returns the profile of that name, or nil.
func Lookup(name string) *Profile {
	profiles.Lock()
	defer profiles.Unlock()
	return profiles.byName[name]
}

// Profiles returns all profiles, by name.
func Profiles() []*Profile {
	profiles.Lock()
	defer profiles.Unlock()
	var all []*Profile
	for _, p := range profiles.byName {
		all = append(all, p)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].name < all[j].name })
	return all
}

// Name returns the profile's name.
func (p *Profile) Name() string { return p.name }

// Count returns the number of stacks in the profile.
func (p *Profile) Count() int {
	if p.count != nil {
		return p.count()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.held)
}

// Add keeps the current stack for value, which is not in the profile yet.
func (p *Profile) Add(value any, skip int) {
	if p.held == nil {
		panic("pprof: Add called on built-in Profile " + p.name)
	}
	stack := make([]uintptr, 32)
	stack = stack[:runtime.Callers(skip+1, stack)]
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.held[value] != nil {
		panic("pprof: Profile.Add of duplicate value")
	}
	p.held[value] = stack
}

// Remove forgets value's stack.
func (p *Profile) Remove(value any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.held, value)
}

// WriteTo writes the profile: debug 0: in the form for tools; 1: as text with names and lines; 2: of goroutines, as a traceback.
func (p *Profile) WriteTo(w io.Writer, debug int) error {
	switch {
	case debug == 0 && p.build != nil:
		return p.build().write(w)
	case debug == 0:
		return p.buildOwn().write(w)
	case p.write != nil:
		return p.write(w, debug)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintf(w, "%s profile: total %d\n", p.name, len(p.held))
	for _, stack := range p.held {
		fmt.Fprint(w, 1)
		writeStack(w, stack)
	}
	return nil
}

func writeStack(w io.Writer, stack []uintptr) {
	var b strings.Builder
	fmt.Fprint(&b, " @")
	for _, pc := range stack {
		fmt.Fprintf(&b, " %#x", pc)
	}
	fmt.Fprintln(&b)
	frames := runtime.CallersFrames(stack)
	for {
		f, more := frames.Next()
		fmt.Fprintf(&b, "#\t%#x\t%s\t%s:%d\n", f.PC, f.Function, f.File, f.Line)
		if !more {
			break
		}
	}
	fmt.Fprintln(&b)
	io.WriteString(w, b.String())
}

func writeGoroutines(w io.Writer, debug int) error {
	if debug == 1 {
		return writeStacks(w)
	}
	buf := make([]byte, 1<<16)
	for {
		n := runtime.Stack(buf, true)
		if n < len(buf) {
			_, err := w.Write(buf[:n])
			return err
		}
		buf = make([]byte, 2*len(buf))
	}
}

// writeStacks writes each stack with the number of goroutines that have it, most first.
func writeStacks(w io.Writer) error {
	records := make([]runtime.StackRecord, runtime.NumGoroutine())
	n, _ := runtime.GoroutineProfile(records)
	counts := map[runtime.StackRecord]int{}
	var stacks []runtime.StackRecord
	for _, r := range records[:n] {
		if counts[r]++; counts[r] == 1 {
			stacks = append(stacks, r)
		}
	}
	sort.SliceStable(stacks, func(i, j int) bool { return counts[stacks[i]] > counts[stacks[j]] })
	_, err := fmt.Fprintf(w, "goroutine profile: total %d\n", n)
	for _, r := range stacks {
		fmt.Fprint(w, counts[r])
		writeStack(w, r.Stack())
	}
	return err
}

// heapRecords returns where sampled objects were allocated, most bytes in use first.
func heapRecords() []runtime.MemProfileRecord {
	for n, _ := runtime.MemProfile(nil, true); ; {
		records := make([]runtime.MemProfileRecord, n+16)
		var ok bool
		if n, ok = runtime.MemProfile(records, true); ok {
			records = records[:n]
			sort.Slice(records, func(i, j int) bool { return records[i].InUseBytes() > records[j].InUseBytes() })
			return records
		}
	}
}

func writeHeap(w io.Writer, debug int) error {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	records := heapRecords()
	var all runtime.MemProfileRecord
	for _, r := range records {
		all.AllocObjects += r.AllocObjects
		all.AllocBytes += r.AllocBytes
		all.FreeObjects += r.FreeObjects
		all.FreeBytes += r.FreeBytes
	}
	fmt.Fprintf(w, "heap profile: %d: %d [%d: %d] @ heap/%d\n", all.InUseObjects(), all.InUseBytes(), all.AllocObjects, all.AllocBytes,
		2*runtime.MemProfileRate)
	for _, r := range records {
		fmt.Fprintf(w, "%d: %d [%d: %d]", r.InUseObjects(), r.InUseBytes(), r.AllocObjects, r.AllocBytes)
		writeStack(w, r.Stack())
	}
	_, err := fmt.Fprintf(w, "# Alloc = %d\n# TotalAlloc = %d\n# Mallocs = %d\n# Frees = %d\n", m.Alloc, m.TotalAlloc, m.Mallocs,
		m.Frees)
	return err
}

// WriteHeapProfile is Lookup("heap").WriteTo(w, 0).
func WriteHeapProfile(w io.Writer) error { return Lookup("heap").WriteTo(w, 0) }

// A LabelSet is a set of labels.
type LabelSet struct{ list []label }

type label struct{ key, value string }

type labelKey struct{}

// Labels makes a set of key, value, key, value …
func Labels(args ...string) LabelSet {
	if len(args)%2 != 0 {
		panic("uneven number of arguments to pprof.Labels")
	}
	var set LabelSet
	for i := 0; i < len(args); i += 2 {
		set.list = append(set.list, label{args[i], args[i+1]})
	}
	return set
}

func labelsOf(ctx context.Context) map[string]string {
	m, _ := ctx.Value(labelKey{}).(map[string]string)
	return m
}

// WithLabels returns a context with these labels besides its own.
func WithLabels(ctx context.Context, labels LabelSet) context.Context {
	m := map[string]string{}
	for k, v := range labelsOf(ctx) {
		m[k] = v
	}
	for _, l := range labels.list {
		m[l.key] = l.value
	}
	return context.WithValue(ctx, labelKey{}, m)
}

// SetGoroutineLabels gives the goroutine ctx's labels, which no profile here shows.
func SetGoroutineLabels(ctx context.Context) {}

// Do calls f with a context that has the labels.
func Do(ctx context.Context, labels LabelSet, f func(context.Context)) { f(WithLabels(ctx, labels)) }

// Label returns the value of a label of ctx.
func Label(ctx context.Context, key string) (string, bool) {
	v, ok := labelsOf(ctx)[key]
	return v, ok
}

// ForLabels calls f for each label of ctx until it returns false.
func ForLabels(ctx context.Context, f func(key, value string) bool) {
	m := labelsOf(ctx)
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		if !f(k, m[k]) {
			return
		}
	}
}
