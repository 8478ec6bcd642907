package suite

import (
	"runtime"
	"sync/atomic"
	"testing"
	"unsafe"
)

// run lets f and g run at once; what orders them is their business. The channel that is waited on orders neither.
func run(f, g func()) {
	done := make(chan bool, 2)
	go func() { f(); done <- true }()
	go func() { g(); done <- true }()
	<-done
	<-done
}

func TestRaceOwnWrites(t *testing.T) {
	var a [100]byte
	run(func() { runtime.RaceWriteRange(unsafe.Pointer(&a[10]), 20) }, func() { runtime.RaceReadRange(unsafe.Pointer(&a[29]), 5) })
}

func TestNoRaceOwnReads(t *testing.T) {
	var a [100]byte
	run(func() { runtime.RaceReadRange(unsafe.Pointer(&a), 100) }, func() { runtime.RaceRead(unsafe.Pointer(&a[29])) })
}

func TestNoRaceOwnApart(t *testing.T) {
	var a [100]byte
	run(func() { runtime.RaceWriteRange(unsafe.Pointer(&a[10]), 20) }, func() { runtime.RaceWrite(unsafe.Pointer(&a[30])) })
}

func TestRaceOwnAndUsual(t *testing.T) {
	var x int
	run(func() { runtime.RaceRead(unsafe.Pointer(&x)) }, func() { x = 1 })
}

func TestNoRaceOwnOrder(t *testing.T) {
	var x, by int
	var told atomic.Bool
	done := make(chan bool)
	go func() {
		x = 1
		runtime.RaceReleaseMerge(unsafe.Pointer(&by))
		runtime.RaceDisable()
		told.Store(true)
		done <- true
		runtime.RaceEnable()
	}()
	runtime.RaceDisable()
	<-done
	runtime.RaceEnable()
	runtime.RaceAcquire(unsafe.Pointer(&by))
	x = 2
	_ = x
}

func TestRaceOwnGo(t *testing.T) {
	var x int
	done := make(chan bool)
	x = 1
	runtime.RaceDisable()
	go func() {
		x = 2
		done <- true
	}()
	runtime.RaceEnable()
	<-done
	_ = x
}

func TestRaceOwnDisabled(t *testing.T) {
	var x int
	done := make(chan bool)
	go func() {
		x = 1
		done <- true
	}()
	runtime.RaceDisable()
	runtime.RaceDisable()
	runtime.RaceEnable()
	<-done
	runtime.RaceEnable()
	x = 2
	_ = x
}

// RaceRelease leaves to later acquirers only what it knows itself.
func released(merge func(unsafe.Pointer)) {
	var x, by int
	c := make(chan bool)
	go func() {
		x = 1
		runtime.RaceRelease(unsafe.Pointer(&by))
		runtime.RaceDisable()
		c <- true
	}()
	runtime.RaceDisable()
	<-c
	runtime.RaceEnable()
	go func() {
		merge(unsafe.Pointer(&by))
		runtime.RaceDisable()
		c <- true
	}()
	runtime.RaceDisable()
	<-c
	runtime.RaceEnable()
	runtime.RaceAcquire(unsafe.Pointer(&by))
	x = 2
	_ = x
}

func TestRaceOwnRelease(t *testing.T)        { released(runtime.RaceRelease) }
func TestNoRaceOwnReleaseMerge(t *testing.T) { released(runtime.RaceReleaseMerge) }

func TestRaceOwnErrors(t *testing.T) {
	before := runtime.RaceErrors()
	var x int
	run(func() { x++ }, func() { x++ })
	if runtime.RaceErrors() != before+1 {
		t.Error(before, runtime.RaceErrors())
	}
}
