package iter

import "internal/rt"

// coroutine runs a push iterator on a goroutine of its own, which goes on only while its other side waits: the two
// take turns by a semaphore each.
type coroutine struct {
	resume, back uint32 // posted to let the iterator, or its caller, go on
	running      bool   // the iterator's turn
	wanted       bool   // by next, and not yielded yet
	done         bool   // the iterator has ended, or is asked to
	panicked     any
	exited       bool // by runtime.Goexit
}

// turn lets the iterator run until it yields or ends. Its panic or Goexit goes on in the caller.
func (c *coroutine) turn() {
	c.running = true
	rt.Semrelease(&c.resume)
	rt.Semacquire(&c.back, "coroutine")
	c.running = false
	if p := c.panicked; p != nil {
		c.panicked = nil
		panic(p)
	}
	if c.exited {
		c.exited = false
		rt.Goexit()
	}
}

func (c *coroutine) run(body func()) {
	returned := false
	defer func() {
		if p := recover(); p != nil {
			c.panicked = p
		} else {
			c.exited = !returned
		}
		c.done = true
		rt.Semrelease(&c.back)
	}()
	if rt.Semacquire(&c.resume, "coroutine"); !c.done {
		body()
	}
	returned = true
}

// yield waits for the next turn, and reports whether the iterator is to go on.
func (c *coroutine) yield() bool {
	c.wanted = false
	rt.Semrelease(&c.back)
	rt.Semacquire(&c.resume, "coroutine")
	return !c.done
}

// begin checks a call of next; false: there is nothing any more.
func (c *coroutine) begin() bool {
	if c.running {
		panic("iter.Pull: next called again before yield")
	}
	c.wanted = true
	return !c.done
}

// stop ends an iterator that has not ended.
func (c *coroutine) stop() {
	if c.done {
		return
	}
	if c.running {
		panic("iter.Pull: stop called again before yield")
	}
	c.done = true
	c.turn()
}

// Pull converts the push iterator seq into a pull iterator: next returns the next value and whether there was one, stop
// ends the iteration.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	c := new(coroutine)
	var value V
	var ok bool
	go c.run(func() {
		seq(func(v V) bool {
			if c.done {
				return false
			}
			if !c.wanted {
				panic("iter.Pull: yield called again before next")
			}
			value, ok = v, true
			return c.yield()
		})
	})
	next = func() (V, bool) {
		var zero V
		if !c.begin() {
			return zero, false
		}
		value, ok = zero, false
		c.turn()
		return value, ok
	}
	return next, c.stop
}

// Pull2 is Pull for pairs.
func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	type pair struct {
		k K
		v V
	}
	one, stop := Pull(func(yield func(pair) bool) {
		seq(func(k K, v V) bool { return yield(pair{k, v}) })
	})
	next = func() (K, V, bool) {
		p, ok := one()
		return p.k, p.v, ok
	}
	return next, stop
}
