package main

import (
	"fmt"
	"runtime"
	"strings"
)

// The functions below main or an initialiser, as the runtime names them (without inlining: go run -gcflags=all=-l).
func where() {
	var pcs [20]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	for {
		f, more := frames.Next()
		if strings.HasPrefix(f.Function, "runtime.doInit") {
			continue
		}
		fmt.Print(" ", f.Function)
		if !more || f.Function == "main.main" {
			break
		}
	}
	fmt.Println()
}

var a = func() int { where(); func() { where() }(); return 1 }()
var b = func() { where() }

type T struct{}

func (T) M()  { func() { where() }() }
func (*T) P() { func() { func() { where() }() }() }

type G[A any] struct{}

func (G[A]) M() { func() { where() }() }

func F[A any](A) { func() { where() }() }

func once(yield func(int) bool) { yield(1) }

func init() { func() { where() }(); func() { where() }() }

func loops() {
	for range once {
		where()
		func() { where() }()
		for range once {
			func() { where() }()
		}
	}
	for range once {
		where()
	}
	func() {
		for range once {
			func() { where() }()
		}
	}()
}

func panics() {
	defer where()
	defer func() { recover() }()
	defer func() {
		where()
		pc, _, _, _ := runtime.Caller(1)
		fmt.Println(runtime.FuncForPC(pc).Name())
	}()
	panic(1)
}

func local[A any](A) {
	type U struct{ a A }
	type V[B any] struct{ b B }
	fmt.Printf("%T %T %T\n", U{}, V[int]{}, V[U]{})
}

var nobody interface{ M() } = (*T)(nil)

func main() {
	func() { func() { where() }(); func() { func() { where() }() }() }()
	func() { where() }()
	b()
	T{}.M()
	(&T{}).P()
	G[int]{}.M()
	F("x")
	loops()
	panics()
	done := make(chan bool)
	go func() { where(); close(done) }()
	<-done
	type L int
	local(L(1))
	local([]string{})
	defer func() { fmt.Println(recover()) }()
	nobody.M()
}

// Output:
//  main.init.func1 main.init runtime.main runtime.goexit
//  main.init.func1.1 main.init.func1 main.init runtime.main runtime.goexit
//  main.init.0.func1 main.init.0 runtime.main runtime.goexit
//  main.init.0.func2 main.init.0 runtime.main runtime.goexit
//  main.main.func1.1 main.main.func1 main.main
//  main.main.func1.2.1 main.main.func1.2 main.main.func1 main.main
//  main.main.func2 main.main
//  main.init.func2 main.main
//  main.T.M.func1 main.T.M main.main
//  main.(*T).P.func1.1 main.(*T).P.func1 main.(*T).P main.main
//  main.G[...].M.func1 main.G[...].M main.main
//  main.F[...].func1 main.F[...] main.main
//  main.loops-range1 main.once main.loops main.main
//  main.loops.func1 main.loops-range1 main.once main.loops main.main
//  main.loops.func2 main.loops-range2 main.once main.loops-range1 main.once main.loops main.main
//  main.loops-range3 main.once main.loops main.main
//  main.loops.func3.1 main.loops.func3-range1 main.once main.loops.func3 main.loops main.main
//  main.panics.func2 runtime.gopanic main.panics main.main
// runtime.gopanic
//  main.panics main.main
//  main.main.func3 runtime.goexit
// main.U[main.L·3] main.V[main.L·3;int] main.V[main.L·3;main.U[main.L·3]·1]
// main.U[[]string] main.V[[]string;int] main.V[[]string;main.U[[]string]·1]
// value method main.T.M called using nil *T pointer
