// Package sync provides basic synchronization primitives such as mutual exclusion locks.
//
// One goroutine runs at a time and gives way only at calls and loops. Hence the state here is plain
// integers, changed in stretches without either; who has to wait parks on a counting semaphore, which
// serves in order of arrival. A lock is handed over by its unlocker: the woken need not try again.
package sync

import "internal/rt"

// A Locker represents an object that can be locked and unlocked.
type Locker interface {
	Lock()
	Unlock()
}

// A Mutex is a mutual exclusion lock. The zero value for a Mutex is an unlocked mutex.
type Mutex struct {
	state int32 // bit 0: locked; the rest: how many wait
	sema  uint32
}

const (
	locked = 1
	waiter = 2
)

// Lock locks m. If the lock is already in use, the calling goroutine blocks until it is available.
func (m *Mutex) Lock() {
	if m.state == 0 {
		m.state = locked
		return
	}
	m.state += waiter
	rt.Semacquire(&m.sema, "sync.Mutex.Lock")
}

// TryLock tries to lock m and reports whether it succeeded.
func (m *Mutex) TryLock() bool {
	if m.state != 0 {
		return false
	}
	m.state = locked
	return true
}

// Unlock unlocks m. It is a run-time error if m is not locked on entry to Unlock.
func (m *Mutex) Unlock() {
	if m.state == locked {
		m.state = 0
		return
	}
	if m.state == 0 {
		rt.Fatal("sync: unlock of unlocked mutex")
	}
	m.state -= waiter
	rt.Semrelease(&m.sema)
}

// A RWMutex is a reader/writer mutual exclusion lock. A waiting writer keeps new readers out.
type RWMutex struct {
	writing        bool
	readers        int32 // that hold it
	writersWaiting int32
	readersWaiting int32
	writerSema     uint32
	readerSema     uint32
}

// RLock locks rw for reading.
func (rw *RWMutex) RLock() {
	if !rw.writing && rw.writersWaiting == 0 {
		rw.readers++
		return
	}
	rw.readersWaiting++
	rt.Semacquire(&rw.readerSema, "sync.RWMutex.RLock")
}

// TryRLock tries to lock rw for reading and reports whether it succeeded.
func (rw *RWMutex) TryRLock() bool {
	if rw.writing || rw.writersWaiting > 0 {
		return false
	}
	rw.readers++
	return true
}

// RUnlock undoes a single RLock call.
func (rw *RWMutex) RUnlock() {
	if rw.readers == 0 {
		rt.Fatal("sync: RUnlock of unlocked RWMutex")
	}
	rw.readers--
	if rw.readers == 0 && rw.writersWaiting > 0 {
		rw.writersWaiting--
		rw.writing = true
		rt.Semrelease(&rw.writerSema)
	}
}

// Lock locks rw for writing.
func (rw *RWMutex) Lock() {
	if !rw.writing && rw.readers == 0 {
		rw.writing = true
		return
	}
	rw.writersWaiting++
	rt.Semacquire(&rw.writerSema, "sync.RWMutex.Lock")
}

// TryLock tries to lock rw for writing and reports whether it succeeded.
func (rw *RWMutex) TryLock() bool {
	if rw.writing || rw.readers > 0 {
		return false
	}
	rw.writing = true
	return true
}

// Unlock unlocks rw for writing: the readers that waited go first, then the next writer.
func (rw *RWMutex) Unlock() {
	if !rw.writing {
		rt.Fatal("sync: Unlock of unlocked RWMutex")
	}
	if n := rw.readersWaiting; n > 0 {
		rw.writing = false
		rw.readers = n
		rw.readersWaiting = 0
		for ; n > 0; n-- {
			rt.Semrelease(&rw.readerSema)
		}
		return
	}
	if rw.writersWaiting > 0 {
		rw.writersWaiting--
		rt.Semrelease(&rw.writerSema)
		return
	}
	rw.writing = false
}

type rlocker RWMutex

func (r *rlocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *rlocker) Unlock() { (*RWMutex)(r).RUnlock() }

// RLocker returns a Locker that calls rw.RLock and rw.RUnlock.
func (rw *RWMutex) RLocker() Locker { return (*rlocker)(rw) }

// A WaitGroup waits for a collection of goroutines to finish.
type WaitGroup struct {
	count   int32
	bubble  int32 // of package testing/synctest, from the first Add there until the counter is 0 and nobody waits
	waiting int32
	sema    uint32
}

// Add adds delta, which may be negative, to the WaitGroup counter.
func (wg *WaitGroup) Add(delta int) {
	if rt.Bubbled {
		wg.enter()
	}
	n := wg.count + int32(delta)
	wg.count = n
	if n > 0 {
		if n == int32(delta) {
			wg.first()
		}
		return
	}
	if n < 0 {
		panic("sync: negative WaitGroup counter")
	}
	wg.release()
}

// release lets go on who waits for the counter that is zero now.
func (wg *WaitGroup) release() {
	n := wg.waiting
	wg.waiting, wg.bubble = 0, 0
	for ; n > 0; n-- {
		rt.Semrelease(&wg.sema)
	}
}

// first and waits are what the race detector sees of a counter that leaves zero, and of the first who waits: calls of Add that
// start from zero have to happen before Wait.
func (wg *WaitGroup) first() uint32 { return wg.sema }
func (wg *WaitGroup) waits()        { wg.sema = 0 }

// enter makes the group that of the caller's bubble.
func (wg *WaitGroup) enter() {
	switch own := int32(rt.Bubble()); {
	case own == wg.bubble:
	case wg.bubble == 0 && wg.count == 0:
		wg.bubble = own
	case wg.bubble != 0 && own != 0:
		rt.Fatal("sync: WaitGroup.Add called from multiple synctest bubbles")
	default:
		rt.Fatal("sync: WaitGroup.Add called from inside and outside synctest bubble")
	}
}

// Done decrements the WaitGroup counter by one.
func (wg *WaitGroup) Done() { wg.Add(-1) }

// Wait blocks until the WaitGroup counter is zero.
func (wg *WaitGroup) Wait() {
	if wg.count > 0 {
		if wg.waiting == 0 {
			wg.waits()
		}
		wg.waiting++
		why := "sync.WaitGroup.Wait"
		if wg.bubble != 0 && int(wg.bubble) == rt.Bubble() {
			why = "sync.WaitGroup.Wait (durable)"
		}
		rt.Semacquire(&wg.sema, why)
	}
}

// Go calls f in a new goroutine and adds that task to the WaitGroup.
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	go func() {
		defer wg.Done()
		f()
	}()
}

// Cond implements a condition variable.
type Cond struct {
	L       Locker // held while observing or changing the condition
	waiting int32
	sema    uint32
	self    *Cond // where it was first used
}

// NewCond returns a new Cond with Locker l.
func NewCond(l Locker) *Cond { return &Cond{L: l} }

func (c *Cond) check() {
	if c.self == nil {
		c.self = c
	} else if c.self != c {
		panic("sync.Cond is copied")
	}
}

// Wait atomically unlocks c.L and suspends execution of the calling goroutine.
func (c *Cond) Wait() {
	c.check()
	c.waiting++
	c.L.Unlock()
	rt.Semacquire(&c.sema, "sync.Cond.Wait")
	c.L.Lock()
}

// Signal wakes one goroutine waiting on c, if there is any.
func (c *Cond) Signal() {
	c.check()
	if c.waiting > 0 {
		c.waiting--
		rt.Semrelease(&c.sema)
	}
}

// Broadcast wakes all goroutines waiting on c.
func (c *Cond) Broadcast() {
	c.check()
	n := c.waiting
	c.waiting = 0
	for ; n > 0; n-- {
		rt.Semrelease(&c.sema)
	}
}
