package testing

import (
	"context"
	"errors"
	"fmt"
	"internal/rt"
	"runtime"
	"slices"
	"sync"
	"time"
)

// environment is what all tests of one run share.
type environment struct {
	print   *printer
	match   *matcher
	slots   chan struct{} // a place taken for every test that runs, those that wait in Parallel or for subtests aside
	bench   *benchRun     // of benchmarks
	pkg     string        // import path
	hash    func([]byte) string
	due     time.Time // zero without -timeout
	mu      sync.Mutex
	failed  int                  // tests that failed so far
	running map[string]time.Time // since when
}

func (e *environment) enter() { e.slots <- struct{}{} }
func (e *environment) leave() { <-e.slots }

// stopping reports whether -failfast lets no more tests begin.
func (e *environment) stopping() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return options.failFast && e.failed > 0
}

func (e *environment) begin(name string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.running[name] = time.Now()
}

func (e *environment) end(name string, failed bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.running, name)
	if failed {
		e.failed++
	}
}

// common is the state of a test, a benchmark or a fuzz test. mu guards what goroutines of the test may touch.
type common struct {
	env     *environment
	parent  *common // nil for the root
	name    string
	started []uintptr // the frames of the call that started it

	mu       sync.Mutex
	out      []byte // to be shown with the report
	line     []byte // begun by Output
	helpers  map[string]bool
	failed   bool
	skipped  bool
	finished bool // the function returned, or gave up by FailNow or SkipNow
	done     bool // reported: nothing may be logged any more
	ran      bool // it, or a test below it

	bench    bool
	inTarget bool
	caught   bool // a panic is a failure, and goes no further
	parallel bool
	bubbled  bool      // it is what synctest.Test runs of its parent, to which all it says goes
	single   bool      // uses what the whole process shares
	barrier  chan bool // closed when the parallel subtests may go on
	signal   chan bool // ended, or waiting in Parallel; false: the parent has to end as well
	subs     []*common // parallel subtests
	hasSub   bool
	start    time.Time
	races    int // told so far
	duration time.Duration

	cleanups   []cleanup
	cleaning   []uintptr // where the running cleanup was asked for
	inCleanups bool
	ctx        context.Context
	cancel     context.CancelFunc
	temp       tempDirs
}

type cleanup struct {
	f       func()
	started []uintptr
}

func (c *common) private() {}

// newRoot makes what tests without a parent have as parent.
func newRoot(env *environment) common {
	c := common{env: env, signal: make(chan bool, 1), barrier: make(chan bool)}
	c.ctx, c.cancel = context.WithCancel(context.Background())
	return c
}

// child makes c a test below p; its name is complete.
func (p *common) child(c *common, name string) {
	c.env, c.parent, c.name = p.env, p, name
	c.signal, c.barrier = make(chan bool, 1), make(chan bool)
	c.started = callers(2)
	c.ctx, c.cancel = context.WithCancel(context.Background())
	p.mu.Lock()
	p.hasSub = true
	p.mu.Unlock()
}

// Name returns the name of the running test or benchmark.
func (c *common) Name() string { return c.name }

// Context returns a context that is cancelled just before cleanup functions are called.
func (c *common) Context() context.Context {
	c.check("Context")
	return c.ctx
}

// ---- how it goes ----

func (c *common) setRan() {
	for ; c != nil; c = c.parent {
		c.mu.Lock()
		c.ran = true
		c.mu.Unlock()
	}
}

// Fail marks the function, and those it is part of, as having failed.
func (c *common) Fail() {
	for p := c; p != nil; p = p.parent {
		p.mu.Lock()
		if p == c && p.done {
			p.mu.Unlock()
			panic("Fail in goroutine after " + c.name + " has completed")
		}
		p.failed = true
		p.mu.Unlock()
	}
}

func (c *common) Failed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.failed
}

func (c *common) Skipped() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.skipped
}

// giveUp ends the goroutine of the test.
func (c *common) giveUp() {
	c.mu.Lock()
	c.finished = true
	c.mu.Unlock()
	runtime.Goexit()
}

// FailNow marks the function as having failed and stops its execution by runtime.Goexit.
func (c *common) FailNow() {
	c.check("FailNow")
	c.Fail()
	c.giveUp()
}

// SkipNow marks the test as having been skipped and stops its execution by runtime.Goexit.
func (c *common) SkipNow() {
	c.check("SkipNow")
	c.mu.Lock()
	c.skipped = true
	c.mu.Unlock()
	c.giveUp()
}

// ---- cleaning up ----

// Cleanup registers a function to be called when the test and all its subtests are complete, the last one first.
func (c *common) Cleanup(f func()) {
	c.check("Cleanup")
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cleanups = append(c.cleanups, cleanup{f, callers(1)})
}

func (c *common) nextCleanup() func() {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := len(c.cleanups)
	if n == 0 {
		return nil
	}
	next := c.cleanups[n-1]
	c.cleanups, c.cleaning = c.cleanups[:n-1], next.started
	return next.f
}

// runCleanups calls them all, also those after one that panics or gives up.
func (c *common) runCleanups() {
	c.inCleanups = true
	if c.cancel != nil {
		c.cancel()
	}
	defer func() {
		if len(c.cleanups) > 0 {
			c.runCleanups()
		}
		c.inCleanups = false
	}()
	for f := c.nextCleanup(); f != nil; f = c.nextCleanup() {
		f()
	}
}

// ---- running ----

var errEnded = errors.New("test executed panic(nil) or runtime.Goexit")

// subject is what conduct runs: it calls the user's function.
type subject interface{ call() }

// launch runs a fuzz test on a goroutine of its own until it ends.
func (c *common) launch(s subject) {
	c.announce()
	go c.conduct(s)
	c.await()
}

// announce says that a test begins.
func (c *common) announce() {
	if print := c.env.print; print.on {
		print.state(c.name, fmt.Sprintf("=== RUN   %s\n", c.name))
	}
	c.env.begin(c.name)
}

// await returns when the test has ended, or waits in Parallel.
func (c *common) await() {
	if !<-c.signal {
		runtime.Goexit() // FailNow was called for this test, on another's goroutine
	}
}

// conduct is a fuzz test from its beginning to its report, as tRunner is a test's.
func (c *common) conduct(s subject) {
	defer c.conclude()
	defer c.runCleanups()
	defer c.awaitSubtests()
	c.begin()
	s.call()
	c.end()
}

func (c *common) begin() {
	c.start = time.Now()
	c.races = rt.Races()
}

func (c *common) end() {
	c.mu.Lock()
	c.finished = true
	c.mu.Unlock()
}

// awaitSubtests lets the parallel subtests run, after a function that did not panic.
func (c *common) awaitSubtests() {
	if !c.parallel {
		c.duration += time.Since(c.start)
	} else {
		c.duration = time.Since(c.start) + c.duration
	}
	c.start = time.Now()
	if len(c.subs) == 0 || !c.finished {
		return
	}
	c.env.leave()
	close(c.barrier)
	for _, sub := range c.subs {
		<-sub.signal
	}
	c.env.enter()
}

// checkRaces fails a test during which races were found; they are no news to those it is part of.
func (c *common) checkRaces() {
	n := rt.Races()
	if n <= c.races {
		return
	}
	c.Errorf("race detected during execution of test")
	for p := c; p != nil; p = p.parent {
		p.races = n
	}
}

// conclude reports, and lets the parent go on. A panic goes on after the reports.
func (c *common) conclude() {
	err := recover()
	goOn := true
	if err == nil && !c.finished {
		err = errEnded
		for p := c.parent; p != nil; p = p.parent {
			if p.finished {
				c.Errorf("%v: subtest may have called FailNow on a parent test", err)
				err, goOn = nil, false
				break
			}
		}
	}
	c.duration += time.Since(c.start)
	c.checkRaces()
	if err != nil && c.caught {
		c.Errorf("panic: %v\n%s", err, stack())
		err = nil
	}
	if err != nil {
		c.Fail()
		if !c.bubbled { // else time is not the reports'
			c.reportAll()
		}
		panic(err)
	}
	c.mu.Lock()
	c.endLine()
	c.mu.Unlock()
	c.report()
	c.mu.Lock()
	c.done = true
	c.mu.Unlock()
	if c.parent != nil && !c.hasSub {
		c.setRan()
	}
	if !c.bubbled {
		c.env.end(c.name, c.failed && c.parent != nil)
	}
	if c.parallel {
		c.env.leave()
	}
	c.signal <- goOn
}

// stack is the calling goroutine's traceback.
func stack() []byte {
	b := make([]byte, 1<<16)
	return b[:runtime.Stack(b, false)]
}

// reportAll is for a panic, which ends the program: the reports of this test and of those around it, whose cleanups
// are run.
func (c *common) reportAll() {
	for p := c; p.parent != nil; p = p.parent {
		if p != c {
			p.duration += time.Since(p.start)
		}
		p.mu.Lock()
		p.endLine()
		p.mu.Unlock()
		p.report()
		p.parent.tryCleanups()
	}
}

// tryCleanups runs them while a panic is already under way.
func (c *common) tryCleanups() {
	defer func() {
		if err := recover(); err != nil {
			c.keep(fmt.Sprintf("cleanup panicked with %v", err))
		}
	}()
	c.runCleanups()
}

// T is passed to Test functions.
type T struct {
	common
	fn func(*T)
}

// launch runs a test on a goroutine of its own until it ends or waits in Parallel.
func (t *T) launch() {
	t.announce()
	go tRunner(t, t.fn)
	t.await()
}

// Run runs f as a subtest of t called name, and reports whether it succeeded, or did so until it called Parallel.
func (t *T) Run(name string, f func(t *T)) bool {
	if t.inCleanups {
		panic("testing: t.Run called during t.Cleanup")
	}
	t.outOfBubble("Run")
	full, ok := t.env.match.fullName(t.name, name, t.parent == nil)
	if !ok || t.env.stopping() {
		t.mu.Lock()
		t.hasSub = true
		t.mu.Unlock()
		return true
	}
	sub := &T{fn: f}
	t.child(&sub.common, full)
	sub.announce()
	go tRunner(sub, f)
	sub.await()
	return !sub.Failed()
}

const conflict = "testing: test using t.Setenv, t.Chdir, or cryptotest.SetGlobalRandom can not use t.Parallel"

// Parallel lets the test run together with, and only with, other parallel tests: it waits until the function of
// the test around it has returned.
func (t *T) Parallel() {
	t.outOfBubble("Parallel")
	if t.parallel {
		panic("testing: t.Parallel called multiple times")
	}
	for c := &t.common; c != nil; c = c.parent {
		if c.single {
			panic(conflict)
		}
	}
	t.parallel = true
	t.duration += time.Since(t.start)
	t.parent.subs = append(t.parent.subs, &t.common)
	t.state("PAUSE")
	t.env.end(t.name, false)
	t.signal <- true
	<-t.parent.barrier
	t.env.enter()
	t.state("CONT ")
	t.env.begin(t.name)
	t.start = time.Now()
}

func (t *T) state(word string) {
	if print := t.env.print; print.on {
		print.state(t.name, fmt.Sprintf("=== %s %s\n", word, t.name))
	}
}

// Deadline reports when the test will have exceeded the timeout; ok is false without one.
func (t *T) Deadline() (deadline time.Time, ok bool) {
	t.outOfBubble("Deadline")
	return t.env.due, !t.env.due.IsZero()
}

// claim is for what the whole process shares, and so not for parallel tests.
func (t *T) claim() {
	for c := &t.common; c != nil; c = c.parent {
		if c.parallel {
			panic(conflict)
		}
	}
	t.single = true
}

// Setenv sets an environment variable until the test ends.
func (t *T) Setenv(key, value string) {
	t.claim()
	t.common.Setenv(key, value)
}

// Chdir changes the working directory until the test ends.
func (t *T) Chdir(dir string) {
	t.claim()
	t.common.Chdir(dir)
}

// runTests runs tests as children of a root, as often as -count says.
func runTests(env *environment, tests []InternalTest) (ran, ok bool) {
	ok = true
	for _, n := range cpus() {
		runtime.GOMAXPROCS(n)
		for range options.count {
			if env.stopping() {
				return ran, ok
			}
			root := &T{common: newRoot(env)}
			root.fn = func(t *T) {
				for _, test := range tests {
					t.Run(test.Name, test.F)
				}
			}
			env.match.forget()
			env.enter()
			tRunner(root, root.fn)
			env.leave()
			ran, ok = ran || root.ran, ok && !root.failed
		}
	}
	return ran, ok
}

// runningTests lists what runs, for the message of a timeout.
func (e *environment) runningTests() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	var lines []string
	for name, since := range e.running {
		lines = append(lines, fmt.Sprintf("\n\t%s (%v)", name, time.Since(since).Round(time.Second)))
	}
	if lines == nil {
		return ""
	}
	slices.Sort(lines)
	text := "\nrunning tests:"
	for _, line := range lines {
		text += line
	}
	return text
}
