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
// <nil> true
// true 1
// mine 1 true
// v true
// k v
// l w
// [1]
// runtime/cgo: misuse of an invalid Handle
// kept
