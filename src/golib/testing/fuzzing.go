package testing

import (
	"bytes"
	"fmt"
	"io"
	"math/rand"
	"os"
	"os/signal"
	"reflect"
	"time"
)

// Fuzzing under -fuzz: inputs that have reached something new are changed again and again, until one fails, the time is up, or
// the user has enough. What an input reaches is told by the counters of statements, as -cover puts them in.

// fuzzLimit is -test.fuzztime or -test.fuzzminimizetime: a duration, or a number of runs; neither: no limit.
type fuzzLimit struct {
	benchTime
	mayBeNone, none bool // no run at all: 0x, or no time
}

func (l *fuzzLimit) Set(s string) error {
	d, err := time.ParseDuration(s)
	if l.mayBeNone && (s == "0x" || err == nil && d == 0) {
		l.none = true
		return nil
	}
	return l.benchTime.Set(s)
}

func (l *fuzzLimit) String() string {
	if l.none {
		return "0x"
	}
	if l.n == 0 && l.d == 0 {
		return ""
	}
	return l.benchTime.String()
}

// reached reports whether the limit is, after a number of runs since a moment.
func (l *fuzzLimit) reached(runs int, since time.Time) bool {
	return l.n > 0 && runs >= l.n || l.n == 0 && l.d > 0 && time.Since(since) >= l.d
}

// A fuzzer searches one target's inputs.
type fuzzer struct {
	f      *F
	target reflect.Value
	quiet  *T           // the parent of all runs, which shows nothing …
	said   bytes.Buffer // … but what a failure says
	seen   reachedCode
	change mutator
	corpus []seed // seeds, then what reached something new

	pending pendingInput

	start       time.Time
	shown       time.Time // last line of progress
	shownRuns   int
	runs, fresh int
	stop        chan os.Signal
}

// fuzz searches for an input that fails.
func (f *F) fuzz(target reflect.Value, types []reflect.Type) {
	z := &fuzzer{f: f, target: target, corpus: f.seeds, start: time.Now(), stop: make(chan os.Signal, 1)}
	z.shown = z.start
	z.change.random = rand.New(rand.NewSource(time.Now().UnixNano()))
	z.quiet = &T{common: newRoot(newEnvironment(f.env.match))}
	z.quiet.env.print = &printer{w: &z.said}
	z.quiet.env.pkg, z.quiet.env.hash = f.env.pkg, f.env.hash
	signal.Notify(z.stop, os.Interrupt)
	defer signal.Stop(z.stop)
	ended := make(chan struct{})
	defer close(ended)
	go z.giveUp(ended)
	z.pending.open()
	z.corpus = append(z.corpus, readKept(f.name, types)...)
	if z.baseline(types) {
		z.search()
	}
	z.pending.close()
	z.seen.restore()
}

// giveUp ends the process when an interrupt has not ended the search: the input that is being tried has hung.
func (z *fuzzer) giveUp(ended chan struct{}) {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, os.Interrupt)
	defer signal.Stop(asked)
	select {
	case <-asked:
	case <-ended:
		return
	}
	select {
	case <-time.After(2 * time.Second):
		z.progress()
		os.Exit(2)
	case <-ended:
	}
}

// baseline runs the seeds; false: one failed.
func (z *fuzzer) baseline(types []reflect.Type) bool {
	if len(z.corpus) == 0 {
		fmt.Fprintln(os.Stderr, "warning: starting with empty corpus")
		var zeros []any
		for _, t := range types {
			zeros = append(zeros, reflect.Zero(t).Interface())
		}
		z.corpus = []seed{{values: zeros}}
	}
	total := len(z.corpus)
	z.say("gathering baseline coverage: 0/%d completed", total)
	for i, s := range z.corpus {
		z.seen.begin()
		z.pending.seed = s.name
		failed := z.fails(s.values)
		if failed && s.name == "" { // kept from another time
			z.found(s.values)
			return false
		}
		if failed {
			fmt.Fprintf(os.Stderr, "failure while testing seed corpus entry: %s/%s\n", z.f.name, s.name)
			z.say("gathering baseline coverage: %d/%d completed", i, total)
			z.report("")
			return false
		}
		z.seen.end()
	}
	z.pending.seed = ""
	z.say("gathering baseline coverage: %d/%d completed, now fuzzing with 1 workers", total, total)
	return true
}

// search tries changed inputs until it is told to end.
func (z *fuzzer) search() {
	begun := time.Now()
	for !options.fuzzTime.reached(z.runs, begun) {
		select {
		case <-z.stop:
			z.progress()
			return
		default:
		}
		if time.Since(z.shown) >= 3*time.Second {
			z.progress()
		}
		values := z.change.input(z.corpus)
		z.runs++
		z.seen.begin()
		failed := z.fails(values)
		if failed {
			z.found(values)
			return
		}
		if z.seen.end() {
			z.corpus = append(z.corpus, seed{values: values})
			z.fresh++
			z.keep(values)
		}
	}
	z.progress()
}

// fails runs the target on an input.
func (z *fuzzer) fails(values []any) bool {
	args := []reflect.Value{{}}
	for _, v := range values {
		args = append(args, reflect.ValueOf(v))
	}
	t := &T{fn: func(t *T) {
		args[0] = reflect.ValueOf(t)
		z.target.Call(args)
	}}
	z.said.Reset()
	z.pending.set(values)
	z.quiet.child(&t.common, z.f.name)
	t.caught = true
	z.quiet.env.enter()
	z.f.inTarget = true
	t.launch()
	z.f.inTarget = false
	z.quiet.env.leave()
	return t.failed
}

// found makes a failing input smaller and writes it down as a seed.
func (z *fuzzer) found(values []any) {
	if text := marshal(values); hasText(values) && !options.minimizeTime.none {
		fmt.Fprintf(os.Stderr, "fuzz: minimizing %d-byte failing input file\n", len(text))
		z.say("minimizing")
		values = z.minimize(values)
		z.fails(values)
	}
	z.report(z.f.writeSeed(marshal(values)))
}

// writeSeed writes an input down as a seed, and returns what is to be said of that.
func (f *F) writeSeed(text []byte) string {
	name := f.env.hash(text)[:16]
	dir := "testdata/fuzz/" + f.name
	err := os.MkdirAll(dir, 0o777)
	if err == nil {
		err = os.WriteFile(dir+"/"+name, text, 0o666)
	}
	if err != nil {
		return err.Error() + "\n"
	}
	return fmt.Sprintf("Failing input written to %s/%s\nTo re-run:\nstrata test -run=%s/%s\n", dir, name, f.name, name)
}

// report puts what the failing run has said into the fuzz test's report, and what is to be known about it.
func (z *fuzzer) report(note string) { z.f.complain(indent(z.said.String()+"\n") + indent(note)) }

// complain fails with a text.
func (f *F) complain(text string) {
	f.Fail()
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.env.print.on {
		io.WriteString(f.env.print.w, text)
		return
	}
	f.out = append(f.out, text...)
}

func (z *fuzzer) say(format string, args ...any) {
	elapsed := time.Since(z.start).Truncate(time.Second)
	fmt.Fprintf(os.Stderr, "fuzz: elapsed: %s, %s\n", elapsed, fmt.Sprintf(format, args...))
}

// progress shows how often the target ran since it was shown last, and in all.
func (z *fuzzer) progress() {
	now := time.Now()
	rate := 0.0
	if took := now.Sub(z.shown).Seconds(); took > 0 {
		rate = float64(z.runs-z.shownRuns) / took
	}
	z.say("execs: %d (%.0f/sec), new interesting: %d (total: %d)", z.runs, rate, z.fresh, len(z.corpus))
	z.shown, z.shownRuns = now, z.runs
}

// ---- what was reached ----

// reachedCode knows how often each piece of code has run in one input: in powers of two, a bit each.
type reachedCode struct {
	seen   map[string][]uint8
	totals map[string][]uint32 // what the counters stood at before, and have counted since
}

// begin sets the counters to zero.
func (r *reachedCode) begin() {
	if r.seen == nil {
		r.seen, r.totals = map[string][]uint8{}, map[string][]uint32{}
		for file, counters := range cover.Counters {
			r.seen[file], r.totals[file] = make([]uint8, len(counters)), make([]uint32, len(counters))
		}
	}
	for file, counters := range cover.Counters {
		totals := r.totals[file]
		for i, n := range counters {
			if n != 0 {
				totals[i] += n
			}
		}
		clear(counters)
	}
}

// end reports whether the input that ran since begin has reached what none has before.
func (r *reachedCode) end() (fresh bool) {
	for file, counters := range cover.Counters {
		seen := r.seen[file]
		for i, n := range counters {
			if n == 0 {
				continue
			}
			if bit := bucket(n); seen[i]&bit == 0 {
				seen[i] |= bit
				fresh = true
			}
		}
	}
	return fresh
}

// restore lets the counters count everything again.
func (r *reachedCode) restore() {
	r.begin()
	for file, counters := range cover.Counters {
		copy(counters, r.totals[file])
	}
}

// bucket returns the bit for a number of times.
func bucket(n uint32) uint8 {
	switch {
	case n <= 3:
		return 1 << (n - 1)
	case n < 8:
		return 1 << 3
	case n < 16:
		return 1 << 4
	case n < 32:
		return 1 << 5
	case n < 128:
		return 1 << 6
	}
	return 1 << 7
}

// ---- making smaller ----

// hasText reports whether there is something to be made smaller.
func hasText(values []any) bool {
	for _, v := range values {
		switch v.(type) {
		case string, []byte:
			return true
		}
	}
	return false
}

// minimize leaves out what a failing input does not need to fail.
func (z *fuzzer) minimize(values []any) []any {
	begun, runs := time.Now(), 0
	best := append([]any(nil), values...)
	for i, v := range values {
		text, ok := bytesOf(v)
		if !ok {
			continue
		}
		try := func(candidate []byte) bool {
			if options.minimizeTime.reached(runs, begun) {
				return false
			}
			runs++
			attempt := append([]any(nil), best...)
			attempt[i] = like(v, bytes.Clone(candidate))
			if !z.fails(attempt) {
				return false
			}
			best = attempt
			return true
		}
		minimizeText(text, try)
	}
	return best
}

// minimizeText cuts pieces out of a text, smaller and smaller ones, and makes what is left plain, as long as try says that it
// still fails.
func minimizeText(text []byte, try func([]byte) bool) {
	for size := len(text); size > 0; size /= 2 {
		for at := 0; at+size <= len(text); {
			shorter := append(bytes.Clone(text[:at]), text[at+size:]...)
			if try(shorter) {
				text = shorter
			} else {
				at += size
			}
		}
	}
	for i, c := range text {
		if c == '0' {
			continue
		}
		text[i] = '0'
		if !try(text) {
			text[i] = c
		}
	}
}

// bytesOf returns a copy of a text's bytes; like turns bytes into a value of v's type.
func bytesOf(v any) ([]byte, bool) {
	switch v := v.(type) {
	case string:
		return []byte(v), true
	case []byte:
		return bytes.Clone(v), true
	}
	return nil, false
}

func like(v any, text []byte) any {
	if _, ok := v.(string); ok {
		return string(text)
	}
	return text
}

// ---- running ----

// fuzzTargets returns those that -fuzz matches.
func (m *M) fuzzTargets(env *environment) (list []InternalFuzzTarget) {
	if options.fuzz == "" {
		return nil
	}
	match := newMatcher(m.deps.MatchString, options.fuzz, "-test.fuzz", options.skip)
	for _, target := range m.targets {
		if match.wanted(target.Name) {
			list = append(list, target)
		}
	}
	return list
}

// runFuzzing fuzzes the one target that -fuzz matches.
func runFuzzing(env *environment, targets []InternalFuzzTarget) (ok bool) {
	if options.fuzz == "" {
		return true
	}
	if len(targets) == 0 {
		fmt.Fprintln(os.Stderr, "testing: warning: no fuzz tests to fuzz")
		return true
	}
	if len(targets) > 1 {
		var names []string
		for _, target := range targets {
			names = append(names, target.Name)
		}
		fmt.Printf("testing: will not fuzz, -fuzz matches more than one fuzz test: %v\n", names)
		return false
	}
	root := newRoot(env)
	f := &F{fn: targets[0].Fn, searching: true}
	if options.fuzzEnded != "" {
		f.fn = (*F).tellEnd
	}
	env.match.forget()
	env.enter()
	root.child(&f.common, targets[0].Name)
	f.launch(f)
	env.leave()
	return !f.failed
}
