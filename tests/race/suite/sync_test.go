// Each TestRace has a data race that is found, no TestNoRace has one: what orders two accesses, and what does not.
package suite

import (
	"context"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// both runs f and g on goroutines of their own, f first, until both have ended. It orders nothing but their beginnings and ends.
func both(f, g func()) {
	done := make(chan bool, 2)
	go func() { f(); done <- true }()
	time.Sleep(time.Millisecond)
	go func() { g(); done <- true }()
	<-done
	<-done
}

func TestRaceNothing(t *testing.T) {
	x := 0
	_ = x
	both(func() { x = 1 }, func() { x = 2 })
}

func TestRaceReadThenWrite(t *testing.T) {
	x := 0
	_ = x
	both(func() { _ = x + 1 }, func() { x = 2 })

}

var sink, global int

func TestRaceGlobal(t *testing.T) {
	both(func() { global++ }, func() { sink = global })
}

func TestNoRaceReads(t *testing.T) {
	x := 7
	_ = x
	both(func() { _ = x + 1 }, func() { _ = x + 2 })
}

func TestNoRaceGo(t *testing.T) {
	x := 1
	_ = x
	done := make(chan bool)
	go func() { x++; done <- true }()
	<-done
	x++
}

func TestRaceAfterGo(t *testing.T) {
	x := 1
	_ = x
	done := make(chan bool)
	go func() { x++; <-done }()
	x++
	done <- true
}

func TestNoRaceMutex(t *testing.T) {
	var mu sync.Mutex
	x := 0
	_ = x
	add := func() {
		mu.Lock()
		defer mu.Unlock()
		x++
	}
	both(add, add)
}

func TestRaceOtherMutex(t *testing.T) {
	var mu [2]sync.Mutex
	x := 0
	_ = x
	both(func() { mu[0].Lock(); x++; mu[0].Unlock() }, func() { mu[1].Lock(); x++; mu[1].Unlock() })
}

func TestRaceBeforeLock(t *testing.T) {
	var mu sync.Mutex
	x := 0
	_ = x
	both(func() { mu.Lock(); mu.Unlock(); x++ }, func() { mu.Lock(); x++; mu.Unlock() })
}

func TestNoRaceTryLock(t *testing.T) {
	var mu sync.Mutex
	x := 0
	_ = x
	add := func() {
		for !mu.TryLock() {
			runtime.Gosched()
		}
		x++
		mu.Unlock()
	}
	both(add, add)
}

func TestRaceFailedTryLock(t *testing.T) {
	var mu sync.Mutex
	x := 0
	_ = x
	both(func() {
		mu.Lock()
		x = 1
		time.Sleep(5 * time.Millisecond)
		mu.Unlock()
	}, func() {
		if !mu.TryLock() {
			x = 2
		}
	})
}

func TestNoRaceLockHandedOver(t *testing.T) {
	var mu sync.Mutex
	x := 0
	_ = x
	mu.Lock()
	done := make(chan bool, 1)
	go func() {
		mu.Lock()
		x++
		mu.Unlock()
		done <- true
	}()
	time.Sleep(time.Millisecond)
	x++
	mu.Unlock()
	<-done
}

func TestRaceReaders(t *testing.T) {
	var mu sync.RWMutex
	x := 0
	_ = x
	both(func() { mu.RLock(); x++; mu.RUnlock() }, func() { mu.RLock(); x++; mu.RUnlock() })
}

func TestNoRaceReaderThenWriter(t *testing.T) {
	var mu sync.RWMutex
	x := 0
	_ = x
	both(func() { mu.RLock(); sink = x; mu.RUnlock() }, func() { mu.Lock(); x++; mu.Unlock() })
}

func TestNoRaceWriterThenReader(t *testing.T) {
	var mu sync.RWMutex
	x := 0
	_ = x
	both(func() { mu.Lock(); x++; mu.Unlock() }, func() { l := mu.RLocker(); l.Lock(); _ = x; l.Unlock() })
}

func TestNoRaceWaitGroup(t *testing.T) {
	var wg sync.WaitGroup
	x := make([]int, 8)
	for i := range x {
		wg.Add(1)
		go func() {
			defer wg.Done()
			x[i] = i
		}()
	}
	wg.Wait()
	x[0]++
}

func TestNoRaceWaitGroupGo(t *testing.T) {
	var wg sync.WaitGroup
	x := 0
	_ = x
	wg.Go(func() { x++ })
	wg.Wait()
	x++
}

func TestRaceWithoutWait(t *testing.T) {
	var wg sync.WaitGroup
	x := 0
	_ = x
	wg.Add(1)
	go func() { x++; wg.Done() }()
	time.Sleep(time.Millisecond)
	x++
	wg.Wait()
}

func TestNoRaceOnce(t *testing.T) {
	var once sync.Once
	x := 0
	_ = x
	get := func() int { once.Do(func() { x = 1 }); return x }
	both(func() { get() }, func() { get() })
}

func TestNoRaceOnceValue(t *testing.T) {
	get := sync.OnceValue(func() *int { return new(int) })
	both(func() { _ = *get() }, func() { _ = *get() })
}

func TestNoRaceCond(t *testing.T) {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	x, ready := 0, false
	both(func() {
		mu.Lock()
		for !ready {
			c.Wait()
		}
		x++
		mu.Unlock()
	}, func() {
		x = 1
		mu.Lock()
		ready = true
		c.Signal()
		mu.Unlock()
	})
}

func TestNoRacePool(t *testing.T) {
	p := sync.Pool{New: func() any { return new(int) }}
	use := func() { x := p.Get().(*int); *x++; p.Put(x) }
	both(use, use)
}

func TestNoRaceSyncMap(t *testing.T) {
	var m sync.Map
	both(func() { x := 1; m.Store("a", &x) }, func() {
		if x, ok := m.Load("a"); ok {
			*x.(*int)++
		}
		m.Range(func(k, v any) bool { *v.(*int)++; return true })
	})
}

func TestNoRaceAtomic(t *testing.T) {
	var n atomic.Int64
	both(func() { n.Add(1) }, func() { n.Add(1) })
}

func TestNoRaceAtomicFlag(t *testing.T) {
	var ready atomic.Bool
	x := 0
	_ = x
	both(func() { x = 1; ready.Store(true) }, func() {
		for !ready.Load() {
			runtime.Gosched()
		}
		x++
	})
}

func TestNoRaceAtomicPointer(t *testing.T) {
	var p atomic.Pointer[[]int]
	both(func() { p.Store(&[]int{1, 2}) }, func() {
		for p.Load() == nil {
			runtime.Gosched()
		}
		(*p.Load())[0]++
	})
}

func TestRaceAtomicLoadsOrderNothing(t *testing.T) {
	var n atomic.Int64
	x := 0
	_ = x
	both(func() { x = 1; n.Load() }, func() { n.Load(); x = 2 })

}

func TestRaceAtomicAndPlain(t *testing.T) {
	n := int64(0)
	both(func() { atomic.AddInt64(&n, 1) }, func() { n++ })
}

func TestRaceMutexCopied(t *testing.T) {
	type guarded struct {
		sync.Mutex
		n int
	}
	var g guarded
	both(func() { g.Lock(); g.Unlock() }, func() { g.Mutex = sync.Mutex{} })
}

func TestNoRaceContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	x := 0
	_ = x
	both(func() { x = 1; cancel() }, func() { <-ctx.Done(); x++ })
}

func TestNoRaceAfterFunc(t *testing.T) {
	x := 1
	_ = x
	done := make(chan bool)
	time.AfterFunc(time.Millisecond, func() { x++; done <- true })
	<-done
	x++
}

func TestRaceSleepOrdersNothing(t *testing.T) {
	x := 1
	_ = x
	done := make(chan bool, 1)
	go func() { x++; done <- true }()
	time.Sleep(10 * time.Millisecond)
	x++
	<-done
}

func TestNoRacePipe(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	x := 0
	_ = x
	both(func() { x = 1; w.Write([]byte("x")) }, func() { r.Read(make([]byte, 1)); x++ })
	r.Close()
	w.Close()
}

func TestRaceReadInto(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	b := make([]byte, 4)
	w.Write([]byte("abcd"))
	both(func() { r.Read(b) }, func() { b[0]++ })
	r.Close()
	w.Close()
}

func TestRaceDeferredUnlockAfterPanic(t *testing.T) {
	var mu sync.Mutex
	x := 0
	_ = x
	broken := func() {
		defer func() { recover() }()
		mu.Lock()
		defer mu.Unlock()
		panic("x")
	}
	both(func() { broken(); x++ }, func() { broken(); x++ })
}

func TestNoRaceDeferredUnlockAfterPanic(t *testing.T) {
	var mu sync.Mutex
	x := 0
	_ = x
	broken := func() {
		defer func() { recover() }()
		mu.Lock()
		defer mu.Unlock()
		x++
		panic("x")
	}
	both(broken, broken)
}

func TestNoRaceFinalizer(t *testing.T) {
	type object struct{ n, m int }
	done := make(chan bool, 1)
	func() {
		o := &object{1, 2}
		runtime.SetFinalizer(o, func(o *object) { o.n++; done <- true })
		o.n = 5
	}()
	runtime.GC()
	<-done
}

// To a program finalizers are one goroutine.
func TestNoRaceFinalizers(t *testing.T) {
	type object struct{ next *object }
	count := 0
	func() {
		for range 20 {
			runtime.SetFinalizer(new(object), func(*object) { count++ })
		}
	}()
	runtime.GC()
	time.Sleep(5 * time.Millisecond)
	runtime.GC()
}

// One goroutine after the other, hundreds of them: each is another, whatever it has taken over from one that ended.
func TestRaceOneAfterTheOther(t *testing.T) {
	x := 0
	_ = x
	for i := 0; i < 600; i++ {
		go func() {
			if i > 590 {
				x++
			}
		}()
		time.Sleep(time.Microsecond)
	}
	time.Sleep(time.Millisecond)
}

func TestNoRaceChain(t *testing.T) {
	x := 0
	_ = x
	var next func(n int, done chan bool)
	next = func(n int, done chan bool) {
		x++
		if n == 0 {
			done <- true
			return
		}
		go next(n-1, done)
	}
	done := make(chan bool)
	go next(1000, done)
	<-done
	if x != 1001 {
		t.Error(x)
	}
}
