// Package context defines the Context type, which carries deadlines, cancellation signals, and other
// request-scoped values across API boundaries.
package context

import (
	"errors"
	"reflect"
	"sync"
	"time"
)

// A Context carries a deadline, a cancellation signal, and other values across API boundaries.
type Context interface {
	Deadline() (deadline time.Time, ok bool)
	Done() <-chan struct{}
	Err() error
	Value(key any) any
}

// Canceled is the error returned by Err when the context is canceled.
var Canceled = errors.New("context canceled")

// DeadlineExceeded is the error returned by Err when the context's deadline passes.
var DeadlineExceeded error = deadlineExceededError{}

type deadlineExceededError struct{}

func (deadlineExceededError) Error() string   { return "context deadline exceeded" }
func (deadlineExceededError) Timeout() bool   { return true }
func (deadlineExceededError) Temporary() bool { return true }

// A CancelFunc tells an operation to abandon its work.
type CancelFunc func()

// A CancelCauseFunc behaves like a CancelFunc but additionally sets the cancellation cause.
type CancelCauseFunc func(cause error)

// empty is a context that is never canceled; its value is its name.
type empty string

func (empty) Deadline() (deadline time.Time, ok bool) { return time.Time{}, false }
func (empty) Done() <-chan struct{}                   { return nil }
func (empty) Err() error                              { return nil }
func (empty) Value(key any) any                       { return nil }
func (e empty) String() string                        { return string(e) }

// Background returns a non-nil, empty Context.
func Background() Context { return empty("context.Background") }

// TODO returns a non-nil, empty Context.
func TODO() Context { return empty("context.TODO") }

// cancelCtx can be canceled, and cancels its children then.
type cancelCtx struct {
	Context  // parent
	mu       sync.Mutex
	done     chan struct{}
	children map[*cancelCtx]bool
	err      error
	cause    error
	up       *cancelCtx  // the nearest such context above
	leave    func() bool // ends what a foreign context above was asked to do
	onCancel func()      // AfterFunc's
	deadline time.Time
	limited  bool // deadline holds
	timer    *time.Timer
}

// selfKey is the key for which a cancelCtx returns itself.
var selfKey int

func (c *cancelCtx) Done() <-chan struct{} { return c.done }

func (c *cancelCtx) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

func (c *cancelCtx) Value(key any) any {
	if key == &selfKey {
		return c
	}
	return c.Context.Value(key)
}

func (c *cancelCtx) Deadline() (deadline time.Time, ok bool) {
	if c.limited {
		return c.deadline, true
	}
	return c.Context.Deadline()
}

func name(c Context) string {
	if s, ok := c.(interface{ String() string }); ok {
		return s.String()
	}
	return reflect.TypeOf(c).String()
}

func (c *cancelCtx) String() string {
	if c.limited {
		return name(c.Context) + ".WithDeadline(" + c.deadline.String() + " [" + time.Until(c.deadline).String() + "])"
	}
	return name(c.Context) + ".WithCancel"
}

// cancel cancels c and its children, once.
func (c *cancelCtx) cancel(err, cause error) {
	if cause == nil {
		cause = err
	}
	c.mu.Lock()
	if c.err != nil {
		c.mu.Unlock()
		return
	}
	c.err, c.cause = err, cause
	close(c.done)
	children := c.children
	c.children = nil
	c.mu.Unlock()
	for child := range children {
		child.cancel(err, cause)
	}
	if c.up != nil {
		c.up.mu.Lock()
		delete(c.up.children, c)
		c.up.mu.Unlock()
	}
	if c.leave != nil {
		c.leave()
	}
	if c.timer != nil {
		c.timer.Stop()
	}
	if c.onCancel != nil {
		go c.onCancel()
	}
}

// newCancel makes a cancelCtx under parent, to be canceled with it.
func newCancel(parent Context, onCancel func()) *cancelCtx {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	c := &cancelCtx{Context: parent, done: make(chan struct{}), onCancel: onCancel}
	done := parent.Done()
	if done == nil {
		return c
	}
	up, ok := parent.Value(&selfKey).(*cancelCtx)
	if ok = ok && up.done == done; !ok {
		if foreign, can := parent.(interface{ AfterFunc(func()) func() bool }); can {
			c.leave = foreign.AfterFunc(func() { c.cancel(parent.Err(), Cause(parent)) })
			return c
		}
		go func() {
			select {
			case <-done:
				c.cancel(parent.Err(), Cause(parent))
			case <-c.done:
			}
		}()
		return c
	}
	up.mu.Lock()
	if up.err == nil {
		c.up = up
		if up.children == nil {
			up.children = map[*cancelCtx]bool{}
		}
		up.children[c] = true
		up.mu.Unlock()
		return c
	}
	up.mu.Unlock()
	c.cancel(up.err, up.cause)
	return c
}

// WithCancel returns a derived context that points to the parent context but has a new Done channel.
func WithCancel(parent Context) (ctx Context, cancel CancelFunc) {
	c := newCancel(parent, nil)
	return c, func() { c.cancel(Canceled, nil) }
}

// WithCancelCause behaves like WithCancel but returns a CancelCauseFunc.
func WithCancelCause(parent Context) (ctx Context, cancel CancelCauseFunc) {
	c := newCancel(parent, nil)
	return c, func(cause error) { c.cancel(Canceled, cause) }
}

// Cause returns a non-nil error explaining why c was canceled.
func Cause(c Context) error {
	if cc, ok := c.Value(&selfKey).(*cancelCtx); ok {
		cc.mu.Lock()
		cause := cc.cause
		cc.mu.Unlock()
		if cause != nil {
			return cause
		}
	}
	return c.Err()
}

// AfterFunc arranges to call f in its own goroutine after ctx is canceled.
func AfterFunc(ctx Context, f func()) (stop func() bool) {
	started := false
	stopped := false
	c := newCancel(ctx, nil)
	run := func() {
		if !stopped {
			started = true
			f()
		}
	}
	c.mu.Lock()
	canceled := c.err != nil
	c.onCancel = run
	c.mu.Unlock()
	if canceled {
		go run()
	}
	return func() bool {
		was := !started && !stopped && c.Err() == nil
		stopped = stopped || was
		if was {
			c.cancel(Canceled, nil)
		}
		return was
	}
}

// WithDeadline returns a derived context that is canceled no later than d.
func WithDeadline(parent Context, d time.Time) (Context, CancelFunc) {
	return WithDeadlineCause(parent, d, nil)
}

// WithDeadlineCause behaves like WithDeadline but also sets the cause of the returned Context.
func WithDeadlineCause(parent Context, d time.Time, cause error) (Context, CancelFunc) {
	c := newCancel(parent, nil)
	if current, ok := parent.Deadline(); !ok || d.Before(current) {
		c.deadline, c.limited = d, true
		left := time.Until(d)
		if left <= 0 {
			c.cancel(DeadlineExceeded, cause)
		} else {
			c.mu.Lock()
			if c.err == nil {
				c.timer = time.AfterFunc(left, func() { c.cancel(DeadlineExceeded, cause) })
			}
			c.mu.Unlock()
		}
	}
	return c, func() { c.cancel(Canceled, nil) }
}

// WithTimeout returns WithDeadline(parent, time.Now().Add(timeout)).
func WithTimeout(parent Context, timeout time.Duration) (Context, CancelFunc) {
	return WithDeadline(parent, time.Now().Add(timeout))
}

// WithTimeoutCause behaves like WithTimeout but also sets the cause of the returned Context.
func WithTimeoutCause(parent Context, timeout time.Duration, cause error) (Context, CancelFunc) {
	return WithDeadlineCause(parent, time.Now().Add(timeout), cause)
}

type valueCtx struct {
	Context
	key, val any
}

func (c *valueCtx) Value(key any) any {
	if key == c.key {
		return c.val
	}
	return c.Context.Value(key)
}

func text(v any) string {
	switch s := v.(type) {
	case interface{ String() string }:
		return s.String()
	case string:
		return s
	case nil:
		return "<nil>"
	}
	return reflect.TypeOf(v).String()
}

func (c *valueCtx) String() string {
	return name(c.Context) + ".WithValue(" + text(c.key) + ", " + text(c.val) + ")"
}

// WithValue returns a derived context in which the value associated with key is val.
func WithValue(parent Context, key, val any) Context {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	if key == nil {
		panic("nil key")
	}
	if !reflect.TypeOf(key).Comparable() {
		panic("key is not comparable")
	}
	return &valueCtx{parent, key, val}
}

type withoutCancel struct {
	c Context
}

func (withoutCancel) Deadline() (deadline time.Time, ok bool) { return time.Time{}, false }
func (withoutCancel) Done() <-chan struct{}                   { return nil }
func (withoutCancel) Err() error                              { return nil }
func (w withoutCancel) String() string                        { return name(w.c) + ".WithoutCancel" }

func (w withoutCancel) Value(key any) any {
	if key == &selfKey {
		return nil
	}
	return w.c.Value(key)
}

// WithoutCancel returns a derived context that is not canceled when parent is canceled.
func WithoutCancel(parent Context) Context {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	return withoutCancel{parent}
}
