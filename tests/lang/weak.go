package main

import (
	"fmt"
	"runtime"
	"strings"
	"time"
	"unique"
	"weak"
)

type blob struct {
	name string
	next *blob
}

type pair struct{ a, b int }

var kept, back *blob
var global blob

//go:noinline
func make2(names chan string) (weak.Pointer[blob], weak.Pointer[blob]) {
	b := &blob{name: "lost"}
	kept = &blob{name: "kept"}
	runtime.AddCleanup(b, func(s string) { names <- s }, "first")
	runtime.AddCleanup(b, func(s string) { names <- s }, "second")
	stopped := runtime.AddCleanup(b, func(s string) { names <- s }, "stopped")
	runtime.AddCleanup(kept, func(s string) { names <- s }, "kept's")
	stopped.Stop()
	w := weak.Make(b)
	fmt.Println(w.Value().name, w == weak.Make(b), w == weak.Make(kept), weak.Make(kept) == weak.Make(kept))
	return w, weak.Make(kept)
}

//go:noinline
func resurrect(names chan string) (weak.Pointer[blob], weak.Pointer[blob]) {
	inner := &blob{name: "inner"}
	outer := &blob{name: "outer", next: inner}
	runtime.SetFinalizer(outer, func(b *blob) {
		names <- "finalizer of " + b.name
		back = b
	})
	runtime.AddCleanup(outer, func(s string) { names <- s }, "cleanup of outer")
	return weak.Make(outer), weak.Make(inner)
}

//go:noinline
func interior() (weak.Pointer[int], weak.Pointer[int], *pair) {
	p := &pair{1, 2}
	return weak.Make(&p.a), weak.Make(&p.b), p
}

//go:noinline
func handles() bool {
	a, b := unique.Make(strings.Repeat("x", 3)), unique.Make("xxx")
	return a == b && a != unique.Make("xxxx") && a.Value() == "xxx"
}

func collect() {
	for i := 0; i < 3; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
}

func drain(names chan string) {
	got := map[string]bool{}
	for len(names) > 0 {
		got[<-names] = true
	}
	fmt.Println(got)
}

func main() {
	names := make(chan string, 10)
	w, k := make2(names)
	collect()
	fmt.Println(w.Value() == nil, k.Value().name)
	drain(names)

	var zero weak.Pointer[blob]
	fmt.Println(zero.Value() == nil, weak.Make[blob](nil) == zero)
	g := weak.Make(&global)
	collect()
	fmt.Println(g.Value() == &global, g == weak.Make(&global))

	a, b, p := interior()
	collect()
	fmt.Println(a == b, *a.Value(), *b.Value(), a.Value() == &p.a)
	runtime.KeepAlive(p)

	o, i := resurrect(names)
	runtime.GC()
	time.Sleep(time.Millisecond)
	fmt.Println(o.Value() == nil, i.Value() != nil, back.name)
	drain(names)
	back = nil
	collect()
	fmt.Println(i.Value() == nil)
	drain(names)

	fmt.Println(handles())
	collect()
	fmt.Println(handles(), unique.Make(pair{1, 2}) == unique.Make(pair{1, 2}))

	for _, f := range []func(){
		func() { runtime.AddCleanup(&pair{}, func(*pair) {}, nil) },
		func() { runtime.AddCleanup((*pair)(nil), func(int) {}, 1) },
		func() { p := &pair{}; runtime.AddCleanup(p, func(*pair) {}, p) },
	} {
		func() {
			defer func() { fmt.Println(recover()) }()
			f()
		}()
	}
}

// Output:
// lost true false true
// true kept
// map[first:true second:true]
// true true
// true true
// false 1 2 true
// true true outer
// map[finalizer of outer:true]
// true
// map[cleanup of outer:true]
// true
// true true
// <nil>
// runtime.AddCleanup: ptr is nil
// runtime.AddCleanup: ptr is equal to arg, cleanup will never run
