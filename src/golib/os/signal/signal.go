// Package signal implements access to incoming signals. The machine puts them into a descriptor, which one goroutine reads
// and hands on.
package signal

import (
	"context"
	"internal/rt"
	"os"
	"sync"
	"syscall"
	"unsafe"
)

// set has bit n for signal number n, bit 0 for number 64.
type set uint64

// all that can be had: not those that nobody can catch, nor what the machine takes for faults of the program's.
const all set = (1<<64 - 1) &^ (1<<32 | 1<<33 | 1<<34 /* C libraries use them */ | 1<<syscall.SIGKILL | 1<<syscall.SIGSTOP | 1<<syscall.SIGSEGV | 1<<syscall.SIGBUS |
	1<<syscall.SIGFPE | 1<<syscall.SIGILL | 1<<syscall.SIGTRAP | 1<<27 /* SIGPROF */)

// handlers says who wants what; ignored is the set that Ignore was called for.
var handlers struct {
	sync.Mutex
	list    []handler
	ignored set
	started bool
}

type handler struct {
	c      chan<- os.Signal
	wanted set
}

// number returns the set of one signal, empty for one that is none of the system's.
func number(sig os.Signal) set {
	if s, ok := sig.(syscall.Signal); ok && 0 < s && s <= 64 {
		return 1 << (s % 64)
	}
	return 0
}

// setOf returns the set of the signals in sigs, none meaning all.
func setOf(sigs []os.Signal) set {
	if len(sigs) == 0 {
		return all
	}
	var s set
	for _, sig := range sigs {
		s |= number(sig)
	}
	return s & all
}

// arrange tells the machine what is wanted now. The lock is held.
func arrange() {
	var wanted set
	for _, h := range handlers.list {
		wanted |= h.wanted
	}
	fd := rt.Signals(uint64(wanted), uint64(handlers.ignored&^wanted))
	if !handlers.started && wanted != 0 && fd >= 0 {
		handlers.started = true
		go loop(fd)
	}
}

// loop reads struct signalfd_siginfo, which begins with the number.
func loop(fd int) {
	var info [128]byte
	for {
		switch n := rt.Read(fd, unsafe.Pointer(&info), len(info)); {
		case n == rt.Later || n == -int(syscall.EAGAIN):
			rt.Wait(fd, false, -1)
		case n == len(info):
			deliver(syscall.Signal(*(*uint32)(unsafe.Pointer(&info))))
		}
	}
}

// deliver sends without waiting: who wants signals has room in the channel.
func deliver(sig syscall.Signal) {
	handlers.Lock()
	defer handlers.Unlock()
	for _, h := range handlers.list {
		if h.wanted&number(sig) != 0 {
			select {
			case h.c <- sig:
			default:
			}
		}
	}
}

// Notify causes incoming signals to be relayed to c, all of them when none is provided.
func Notify(c chan<- os.Signal, sig ...os.Signal) {
	if c == nil {
		panic("os/signal: Notify using nil channel")
	}
	handlers.Lock()
	defer handlers.Unlock()
	wanted := setOf(sig)
	handlers.ignored &^= wanted
	for i := range handlers.list {
		if handlers.list[i].c == c {
			handlers.list[i].wanted |= wanted
			arrange()
			return
		}
	}
	handlers.list = append(handlers.list, handler{c, wanted})
	arrange()
}

// Stop causes package signal to stop relaying incoming signals to c.
func Stop(c chan<- os.Signal) {
	handlers.Lock()
	defer handlers.Unlock()
	for i := range handlers.list {
		if handlers.list[i].c == c {
			handlers.list = append(handlers.list[:i:i], handlers.list[i+1:]...)
			arrange()
			return
		}
	}
}

// cancel undoes any Notify for the signals.
func cancel(sigs set) {
	var left []handler
	for _, h := range handlers.list {
		if h.wanted &^= sigs; h.wanted != 0 {
			left = append(left, h)
		}
	}
	handlers.list = left
}

// Ignore causes the provided signals to be ignored, all of them when none is provided.
func Ignore(sig ...os.Signal) {
	handlers.Lock()
	defer handlers.Unlock()
	cancel(setOf(sig))
	handlers.ignored |= setOf(sig)
	arrange()
}

// Ignored reports whether sig is currently ignored.
func Ignored(sig os.Signal) bool {
	handlers.Lock()
	defer handlers.Unlock()
	return handlers.ignored&number(sig) != 0
}

// Reset undoes the effect of any prior calls to Notify for the provided signals, all of them when none is provided.
func Reset(sig ...os.Signal) {
	handlers.Lock()
	defer handlers.Unlock()
	cancel(setOf(sig))
	handlers.ignored &^= setOf(sig)
	arrange()
}

// notifyContext is a context that remembers the signals it waits for.
type notifyContext struct {
	context.Context
	signals []os.Signal
}

func (c *notifyContext) String() string {
	text := "signal.NotifyContext("
	if s, ok := c.Context.(interface{ String() string }); ok {
		name := s.String()
		text += name[:len(name)-len(".WithCancel")] + ", "
	}
	text += "["
	for i, sig := range c.signals {
		if i > 0 {
			text += " "
		}
		text += sig.String()
	}
	return text + "])"
}

// received is the cause of a context that a signal has cancelled.
type received string

func (r received) Error() string        { return string(r) + " signal received" }
func (r received) Is(target error) bool { return target == context.Canceled }

// NotifyContext returns a copy of the parent context that is done when one of the signals arrives, when stop is called, or
// when the parent is.
func NotifyContext(parent context.Context, signals ...os.Signal) (ctx context.Context, stop context.CancelFunc) {
	inner, cancel := context.WithCancelCause(parent)
	c := make(chan os.Signal, 1)
	Notify(c, signals...)
	if inner.Err() == nil {
		go func() {
			select {
			case sig := <-c:
				cancel(received(sig.String()))
			case <-inner.Done():
			}
		}()
	}
	return &notifyContext{inner, signals}, func() {
		cancel(nil)
		Stop(c)
	}
}
