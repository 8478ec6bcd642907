package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"runtime/cgo"
	"runtime/pprof"
	"runtime/trace"
	"strings"
	"unsafe"
)

func setup(done chan bool) unsafe.Pointer {
	s := "kept"
	runtime.SetFinalizer(&s, func(*string) { close(done) })
	return unsafe.Pointer(&s)
}

//go:noinline
//go:uintptrescapes
func use(p uintptr, done chan bool) string {
	runtime.GC()
	runtime.Gosched()
	select {
	case <-done:
		return "collected"
	default:
		return *(*string)(unsafe.Pointer(p))
	}
}

func main() {
	var w bytes.Buffer
	fmt.Println(trace.Start(&w), trace.Start(io.Discard), trace.IsEnabled())
	ctx, task := trace.NewTask(context.Background(), "work")
	trace.WithRegion(ctx, "part", func() { trace.Logf(ctx, "a", "%d", 1) })
	task.End()
	trace.Stop()
	fmt.Println(strings.HasPrefix(w.String(), "go 1."), trace.IsEnabled())

	recorder, other := trace.NewFlightRecorder(trace.FlightRecorderConfig{}), trace.NewFlightRecorder(trace.FlightRecorderConfig{})
	fmt.Println(recorder.WriteTo(&w))
	fmt.Println(recorder.Start(), recorder.Start(), other.Start(), recorder.Enabled(), other.Enabled(), trace.IsEnabled())
	w.Reset()
	n, err := recorder.WriteTo(&w)
	fmt.Println(n > 0, err, w.String()[:5])
	recorder.Stop()
	fmt.Println(recorder.Enabled())

	w.Reset()
	fmt.Println(pprof.Lookup("goroutine").WriteTo(&w, 2), strings.Contains(w.String(), "main.main()"))
	fmt.Println(pprof.Lookup("nothing") == nil, pprof.Lookup("goroutine").Count())
	p := pprof.NewProfile("mine")
	p.Add("a", 0)
	p.Add("b", 0)
	p.Remove("a")
	fmt.Println(p.Name(), p.Count(), len(pprof.Profiles()) >= 7)
	pprof.Do(context.Background(), pprof.Labels("k", "v", "l", "w"), func(ctx context.Context) {
		fmt.Println(pprof.Label(ctx, "k"))
		pprof.ForLabels(ctx, func(k, v string) bool { fmt.Println(k, v); return true })
	})

	h := cgo.NewHandle([]int{1})
	fmt.Println(h.Value())
	h.Delete()
	func() {
		defer func() { fmt.Println(recover()) }()
		h.Value()
	}()

	done := make(chan bool)
	fmt.Println(use(uintptr(setup(done)), done))
	runtime.GC()
	<-done
}

// Output:
// <nil> execution tracer already enabled true
// true false
// 0 cannot snapshot a disabled flight recorder
// <nil> cannot enable a enabled flight recorder flight recorder already enabled true false true
// true <nil> go 1.
// false
// <nil> true
// true 1
// mine 1 true
// v true
// k v
// l w
// [1]
// runtime/cgo: misuse of an invalid Handle
// kept
