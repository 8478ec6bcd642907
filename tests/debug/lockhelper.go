package main

import "sync"

type counter struct {
	name string
	mu   sync.Mutex
	n    int
}

func (c *counter) lock()   { c.mu.Lock() }
func (c *counter) unlock() { c.mu.Unlock() }

func (c *counter) add(n int) {
	c.lock()
	defer c.unlock()
	c.n += n
}

type keeper struct {
	rw  *sync.RWMutex
	all []sync.Locker
}

func (k *keeper) write() { k.rw.Lock() }

var global sync.Mutex

func enter() { global.Lock() }
func leave() { global.Unlock() }

func through(l sync.Locker) { l.Lock() }

func wait(c *counter, done chan bool) {
	c.lock()
	done <- true
}

func main() {
	c := &counter{name: "c"}
	d := &counter{name: "d"}
	e := &counter{name: "e"}
	k := &keeper{rw: new(sync.RWMutex)}
	done := make(chan bool)
	c.add(1)
	c.lock()
	enter()
	leave()
	d.add(1)
	k.write()
	through(&e.mu)
	go wait(c, done)
	global.Lock()
	defer leave()
	d.mu.Lock()
	func() {
		defer d.unlock()
		<-done
	}()
}
