package main

import (
	"bytes"
	"fmt"
	"runtime"
	"runtime/pprof"
	"strings"
)

type node struct{ data [96]byte }

var kept []*node

//go:noinline
func grow() {
	for range 1000 {
		kept = append(kept, new(node))
	}
}

//go:noinline
func wait(c chan int) { <-c }

func has(stack []uintptr, name string) bool {
	frames := runtime.CallersFrames(stack)
	for {
		f, more := frames.Next()
		if f.Function == name {
			return true
		}
		if !more {
			return false
		}
	}
}

func goroutines() {
	c := make(chan int)
	for range 3 {
		go wait(c)
	}
	runtime.Gosched()
	n, ok := runtime.GoroutineProfile(nil)
	fmt.Println(n, ok)
	records := make([]runtime.StackRecord, 10)
	n, ok = runtime.GoroutineProfile(records)
	waiting, running := 0, 0
	for _, r := range records[:n] {
		if has(r.Stack(), "main.wait") {
			waiting++
		}
		if has(r.Stack(), "main.goroutines") && has(r.Stack(), "main.main") {
			running++
		}
	}
	fmt.Println(n, ok, waiting, running, len(records[n].Stack()))
	var w bytes.Buffer
	pprof.Lookup("goroutine").WriteTo(&w, 1)
	text := w.String()
	fmt.Println(strings.HasPrefix(text, "goroutine profile: total 4\n3 @ 0x"), strings.Count(text, "main.wait"))
	close(c)
}

func heap() {
	grow()
	runtime.GC()
	runtime.GC()
	n, ok := runtime.MemProfile(nil, true)
	fmt.Println(n > 0, ok)
	records := make([]runtime.MemProfileRecord, n+100)
	n, ok = runtime.MemProfile(records, true)
	var objects, bytes int64
	for _, r := range records[:n] {
		if has(r.Stack(), "main.grow") && r.InUseBytes() == 96*r.InUseObjects() {
			objects += r.InUseObjects()
			bytes += r.InUseBytes()
		}
	}
	fmt.Println(ok, objects, bytes)
}

func main() {
	runtime.MemProfileRate = 1
	goroutines()
	heap()
	n, ok := runtime.ThreadCreateProfile(nil)
	fmt.Println(n > 0, ok)
	fmt.Println(runtime.BlockProfile(nil))
	fmt.Println(runtime.MutexProfile(nil))
	runtime.SetBlockProfileRate(0)
	fmt.Println(runtime.SetMutexProfileFraction(5), runtime.SetMutexProfileFraction(-1))
	runtime.SetCPUProfileRate(0)
	runtime.SetDefaultGOMAXPROCS()
	runtime.SetCgoTraceback(0, nil, nil, nil)
	fmt.Println(runtime.StartTrace(), runtime.StartTrace())
	fmt.Println(strings.HasPrefix(string(runtime.ReadTrace()), "go 1."))
	done := make(chan bool)
	go func() {
		for runtime.ReadTrace() != nil {
		}
		close(done)
	}()
	runtime.StopTrace()
	<-done
	defer func() { fmt.Println(recover()) }()
	runtime.CPUProfile()
}

// Output:
// 4 false
// 4 true 3 1 0
// true 1
// true false
// true 1000 96000
// true false
// 0 true
// 0 true
// 0 5
// <nil> runtime error: tracing is already enabled
// true
// CPUProfile no longer available
