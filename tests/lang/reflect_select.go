package main

import (
	"fmt"
	"reflect"
	"runtime"
	"sync"
	"time"
)

func try(name string, cases ...reflect.SelectCase) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println(name, "panic:", e)
		}
	}()
	i, v, ok := reflect.Select(cases)
	fmt.Println(name, i, v, ok)
}

type C = reflect.SelectCase

func main() {
	c, d := make(chan int, 1), make(chan string)
	cv, dv := reflect.ValueOf(c), reflect.ValueOf(d)
	def := C{Dir: reflect.SelectDefault}
	try("default", C{Dir: reflect.SelectRecv, Chan: cv}, def)
	try("send", C{Dir: reflect.SelectSend, Chan: cv, Send: reflect.ValueOf(5)}, def)
	try("full", C{Dir: reflect.SelectSend, Chan: cv, Send: reflect.ValueOf(6)}, def)
	try("recv", C{Dir: reflect.SelectRecv, Chan: dv}, C{Dir: reflect.SelectRecv, Chan: cv})
	try("two defaults", def, def)
	try("dir", C{})
	try("wrong", C{Dir: reflect.SelectSend, Chan: cv, Send: reflect.ValueOf("x")})
	try("missing", C{Dir: reflect.SelectSend, Chan: cv})
	try("recv send", C{Dir: reflect.SelectRecv, Chan: cv, Send: cv})
	try("def chan", C{Dir: reflect.SelectDefault, Chan: cv})
	try("def send", C{Dir: reflect.SelectDefault, Send: cv})
	try("recv-only", C{Dir: reflect.SelectSend, Chan: reflect.ValueOf((<-chan int)(c)), Send: reflect.ValueOf(5)})
	try("send-only", C{Dir: reflect.SelectRecv, Chan: reflect.ValueOf((chan<- int)(c))})
	try("ignored", C{Dir: reflect.SelectRecv}, C{Dir: reflect.SelectSend}, def)

	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() { defer wg.Done(); time.Sleep(time.Duration(i) * time.Millisecond); d <- fmt.Sprint("word ", i) }()
	}
	for i := 0; i < 3; i++ {
		try("blocks", C{Dir: reflect.SelectRecv, Chan: cv}, C{Dir: reflect.SelectRecv, Chan: dv})
	}
	wg.Wait()
	got := make(chan any)
	u := make(chan [3]int)
	go func() { runtime.GC(); got <- <-u }()
	try("blocked send", C{Dir: reflect.SelectRecv, Chan: cv}, C{Dir: reflect.SelectSend, Chan: reflect.ValueOf(u), Send: reflect.ValueOf([3]int{1, 2, 3})})
	fmt.Println(<-got)
	go func() { time.Sleep(time.Millisecond); close(d) }()
	try("closed later", C{Dir: reflect.SelectRecv, Chan: dv})
	try("closed", C{Dir: reflect.SelectRecv, Chan: dv})
	try("closed send", C{Dir: reflect.SelectSend, Chan: dv, Send: reflect.ValueOf("x")})
	counts := [2]int{}
	e := make(chan int, 1000)
	f := make(chan int, 1000)
	for i := 0; i < 1000; i++ {
		e <- i
		f <- i
	}
	for i := 0; i < 1000; i++ {
		n, _, _ := reflect.Select([]C{{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(e)}, {Dir: reflect.SelectRecv, Chan: reflect.ValueOf(f)}})
		counts[n]++
	}
	fmt.Println(counts[0] > 400, counts[1] > 400, counts[0]+counts[1])
}

// Output:
// default 1 <invalid reflect.Value> false
// send 0 <invalid reflect.Value> false
// full 1 <invalid reflect.Value> false
// recv 1 5 true
// two defaults panic: reflect.Select: multiple default cases
// dir panic: reflect.Select: invalid Dir
// wrong panic: reflect.Select: value of type string is not assignable to type int
// missing panic: reflect.Select: SendDir case missing Send value
// recv send panic: reflect.Select: RecvDir case has Send value
// def chan panic: reflect.Select: default case has Chan value
// def send panic: reflect.Select: default case has Send value
// recv-only panic: reflect.Select: SendDir case using recv-only channel
// send-only panic: reflect.Select: RecvDir case using send-only channel
// ignored 2 <invalid reflect.Value> false
// blocks 1 word 0 true
// blocks 1 word 1 true
// blocks 1 word 2 true
// blocked send 1 <invalid reflect.Value> false
// [1 2 3]
// closed later 0  false
// closed 0  false
// closed send panic: send on closed channel
// true true 1000
