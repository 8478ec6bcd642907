package sync

// Once is an object that will perform exactly one action.
type Once struct {
	done bool
	m    Mutex
}

// Do calls the function f if and only if Do is being called for the first time.
func (o *Once) Do(f func()) {
	if !o.done {
		o.slow(f)
	}
}

func (o *Once) slow(f func()) {
	o.m.Lock()
	defer o.m.Unlock()
	if !o.done {
		defer o.finish()
		f()
	}
}

// finish is what a later Do synchronizes with.
func (o *Once) finish() { o.done = true }

// OnceFunc returns a function that invokes f only once. If f panics, every call panics with that value.
func OnceFunc(f func()) func() {
	call := OnceValue(func() struct{} {
		f()
		return struct{}{}
	})
	return func() { call() }
}

// OnceValue returns a function that invokes f only once and returns the value returned by f.
func OnceValue[T any](f func() T) func() T {
	var once Once
	var returned bool
	var result T
	var panicked any
	return func() T {
		once.Do(func() {
			defer func() {
				f = nil
				if !returned {
					panicked = recover()
					panic(panicked)
				}
			}()
			result = f()
			returned = true
		})
		if !returned {
			panic(panicked)
		}
		return result
	}
}

// OnceValues is OnceValue for functions with two results.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	type pair struct {
		a T1
		b T2
	}
	call := OnceValue(func() pair {
		a, b := f()
		return pair{a, b}
	})
	return func() (T1, T2) {
		p := call()
		return p.a, p.b
	}
}

// A Pool is a set of temporary objects that may be individually saved and retrieved.
type Pool struct {
	free []any
	New  func() any // makes a value when Get would otherwise return nil
}

// limit bounds what a Pool keeps.
const limit = 256

// Put adds x to the pool.
func (p *Pool) Put(x any) {
	if x != nil && len(p.free) < limit {
		p.free = append(p.free, x)
	}
}

// Get selects an arbitrary item from the Pool, removes it from the Pool, and returns it.
func (p *Pool) Get() any {
	if n := len(p.free); n > 0 {
		x := p.free[n-1]
		p.free[n-1] = nil
		p.free = p.free[:n-1]
		return x
	}
	if p.New != nil {
		return p.New()
	}
	return nil
}

// Map is like a Go map[any]any but is safe for concurrent use by multiple goroutines.
type Map struct {
	m Mutex
	v map[any]any
}

// Load returns the value stored in the map for a key, or nil if no value is present.
func (m *Map) Load(key any) (value any, ok bool) {
	value, ok = m.v[key]
	return value, ok
}

// Store sets the value for a key.
func (m *Map) Store(key, value any) { m.Swap(key, value) }

// Swap swaps the value for a key and returns the previous value if any.
func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	m.m.Lock()
	defer m.m.Unlock()
	if m.v == nil {
		m.v = map[any]any{}
	}
	previous, loaded = m.v[key]
	m.v[key] = value
	return previous, loaded
}

// LoadOrStore returns the existing value for the key if present; otherwise it stores the given value.
func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	m.m.Lock()
	defer m.m.Unlock()
	if actual, loaded = m.v[key]; loaded {
		return actual, true
	}
	if m.v == nil {
		m.v = map[any]any{}
	}
	m.v[key] = value
	return value, false
}

// LoadAndDelete deletes the value for a key, returning the previous value if any.
func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	m.m.Lock()
	defer m.m.Unlock()
	value, loaded = m.v[key]
	delete(m.v, key)
	return value, loaded
}

// Delete deletes the value for a key.
func (m *Map) Delete(key any) { m.LoadAndDelete(key) }

// CompareAndSwap swaps the old and new values for key if the value stored in the map is equal to old.
func (m *Map) CompareAndSwap(key, old, new any) (swapped bool) {
	m.m.Lock()
	defer m.m.Unlock()
	if v, ok := m.v[key]; !ok || v != old {
		return false
	}
	m.v[key] = new
	return true
}

// CompareAndDelete deletes the entry for key if its value is equal to old.
func (m *Map) CompareAndDelete(key, old any) (deleted bool) {
	m.m.Lock()
	defer m.m.Unlock()
	if v, ok := m.v[key]; !ok || v != old {
		return false
	}
	delete(m.v, key)
	return true
}

// Range calls f sequentially for each key and value present in the map, until f returns false.
func (m *Map) Range(f func(key, value any) bool) {
	for k, v := range m.v {
		m.seen()
		if !f(k, v) {
			break
		}
	}
}

// seen is where what was stored is known to have been.
func (m *Map) seen() {}

// Clear deletes all the entries.
func (m *Map) Clear() {
	m.m.Lock()
	clear(m.v)
	m.m.Unlock()
}
