package testing

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const maxIterations = 1_000_000_000

// B is passed to Benchmark functions.
type B struct {
	common
	N int // iterations asked for

	fn          func(*B)
	time        benchTime
	timing      bool
	previousN   int
	previous    time.Duration
	bytes       int64
	showAllocs  bool
	parallelism int
	extra       map[string]float64
	result      BenchmarkResult

	// Counters when the timer was started, and what was counted until it was stopped.
	startAllocs, startBytes uint64
	allocs, allocated       uint64

	loops struct {
		used  bool
		done  int // iterations so far
		until int // when to look at the clock again
	}
}

// benchRun is what the benchmarks of one run share.
type benchRun struct {
	width  int // of names
	labels bool // the lines above the first result are printed
}

func (b *B) call() { b.fn(b) }

// ---- the timer ----

func counters() (allocs, bytes uint64) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Mallocs, m.TotalAlloc
}

// StartTimer starts timing; it is called before the benchmark begins.
func (b *B) StartTimer() {
	if b.timing {
		return
	}
	b.startAllocs, b.startBytes = counters()
	b.start, b.timing = time.Now(), true
}

// StopTimer stops timing, for steps that are not to be measured.
func (b *B) StopTimer() {
	if !b.timing {
		return
	}
	b.duration += time.Since(b.start)
	allocs, bytes := counters()
	b.allocs += allocs - b.startAllocs
	b.allocated += bytes - b.startBytes
	b.timing = false
}

// ResetTimer forgets the time and allocations so far, and reported metrics.
func (b *B) ResetTimer() {
	if b.extra == nil {
		b.extra = make(map[string]float64)
	} else {
		clear(b.extra)
	}
	if b.timing {
		b.startAllocs, b.startBytes = counters()
		b.start = time.Now()
	}
	b.duration, b.allocs, b.allocated = 0, 0, 0
}

// Elapsed returns the time measured so far.
func (b *B) Elapsed() time.Duration {
	if b.timing {
		return b.duration + time.Since(b.start)
	}
	return b.duration
}

// SetBytes records the number of bytes that an iteration processes: MB/s are reported.
func (b *B) SetBytes(n int64) { b.bytes = n }

// ReportAllocs asks for allocations to be reported, as -test.benchmem does.
func (b *B) ReportAllocs() { b.showAllocs = true }

// ReportMetric adds "n unit" to the result.
func (b *B) ReportMetric(n float64, unit string) {
	if unit == "" {
		panic("metric unit must not be empty")
	}
	if strings.ContainsAny(unit, " \t\n\v\f\r\u0085\u00a0") {
		panic("metric unit must not contain whitespace")
	}
	b.extra[unit] = n
}

// ---- running ----

// benchmarking is held while a benchmark is measured.
var benchmarking sync.Mutex

// runN calls the function for n iterations.
func (b *B) runN(n int) {
	benchmarking.Lock()
	defer benchmarking.Unlock()
	defer func() {
		b.runCleanups()
	}()
	runtime.GC()
	b.ctx, b.cancel = newContext()
	b.N, b.parallelism = n, 1
	b.loops.used, b.loops.done, b.loops.until = false, 0, 0
	b.ResetTimer()
	b.StartTimer()
	b.call()
	b.StopTimer()
	b.previousN, b.previous = n, b.duration
}

// predict says how many iterations the next try should have: a fifth more than seem to be needed, between one more
// and a hundred times those of the last.
func predict(goal time.Duration, last int, took time.Duration) int {
	n := int(min(float64(goal)*float64(last)/float64(max(took, 1))*1.2, maxIterations))
	return min(max(min(n, 100*last), last+1), maxIterations)
}

// Loop returns true as long as the benchmark should go on. It measures from its first call until it returns false,
// when N is the number of iterations.
func (b *B) Loop() bool {
	l := &b.loops
	if l.done < l.until {
		l.done++
		return true
	}
	return b.loopOn()
}

func (b *B) loopOn() bool {
	l := &b.loops
	switch {
	case !l.used:
		if !b.timing {
			panic("B.Loop called with timer stopped")
		}
		l.used, l.until, b.N = true, max(b.time.n, 1), 0
		b.ResetTimer()
	case !b.timing && l.done > 0 && l.until < 0:
		return false
	case b.time.n == 0 && b.Elapsed() < b.time.d && l.done < maxIterations:
		l.until = predict(b.time.d, l.done, b.Elapsed())
	default:
		b.StopTimer()
		b.N, l.until = l.done, -1
		return false
	}
	l.done++
	return true
}

// measured runs the benchmark until it has taken long enough, after its first iteration.
type measured struct{ *B }

func (m measured) call() {
	b := m.B
	if b.loops.used {
		// The first run has counted for itself.
	} else if b.time.n > 0 {
		if b.time.n > 1 {
			b.runN(b.time.n)
		}
	} else {
		for b.duration < b.time.d && b.previousN < maxIterations && !b.Failed() {
			b.runN(predict(b.time.d, b.previousN, b.previous))
		}
	}
	b.result = BenchmarkResult{b.N, b.duration, b.bytes, b.allocs, b.allocated, b.extra}
}

// once runs a single iteration.
type once struct{ *B }

func (o once) call() { o.runN(1) }

// perform runs s on a goroutine that it may end, and reports whether the benchmark is still to be measured.
func (b *B) perform(s subject) bool {
	b.finished = false
	go b.work(s)
	<-b.signal
	return !b.failed && !b.skipped && !b.hasSub
}

// work is perform's goroutine.
func (b *B) work(s subject) {
	defer b.worked()
	s.call()
	b.finished = true
}

func (b *B) worked() {
	err := recover()
	if err == nil && !b.finished {
		err = errEnded
	}
	if err != nil {
		b.Fail()
		fmt.Fprintf(os.Stdout, "--- FAIL: %s\n%s", b.name, b.out)
		panic(err)
	}
	b.signal <- true
}

// ---- reports ----

// header prints the lines above the first result.
func (b *B) header() {
	run := b.env.bench
	if run.labels {
		return
	}
	run.labels = true
	fmt.Fprintf(b.env.print.w, "goos: %s\ngoarch: %s\n", runtime.GOOS, runtime.GOARCH)
	if b.env.pkg != "" {
		fmt.Fprintf(b.env.print.w, "pkg: %s\n", b.env.pkg)
	}
}

// cpuName is the name of a benchmark with the number of processors it was run with, when not one.
func cpuName(name string, n int) string {
	if n != 1 {
		return fmt.Sprintf("%s-%d", name, n)
	}
	return name
}

// maxBenchLog is how many lines of a successful benchmark's log are shown.
const maxBenchLog = 10

// showLog prints what a benchmark has logged.
func (b *B) showLog(word, name string) {
	lines := strings.SplitAfterN(string(b.out), "\n", maxBenchLog+1)
	text := string(b.out)
	if word == "BENCH" && len(lines) > maxBenchLog {
		text = strings.Join(lines[:maxBenchLog], "") + "\n\t... [output truncated]\n"
	}
	fmt.Fprintf(b.env.print.w, "--- %s: %s\n%s", word, name, text)
	b.out = nil
}

// process runs a benchmark whose name is known, and prints its results: with each number of processors, as often as -count says; once
// if it has benchmarks of its own.
func (b *B) process() bool {
	ok := true
	b.header()
	for i, n := range cpus() {
		runtime.GOMAXPROCS(n)
		for j := range options.count {
			name := cpuName(b.name, n)
			if i == 0 && j == 0 {
				b.announce(name)
			}
			ok = b.processOnce(name) && ok
			if b.hasSub {
				return ok
			}
		}
	}
	return ok
}

// announce prints the name before the first result, where all that happens is told.
func (b *B) announce(name string) {
	print := b.env.print
	if print.mark != "" {
		print.state(b.name, fmt.Sprintf("=== RUN   %s\n", b.name))
	}
	if print.on {
		fmt.Fprintln(print.w, name)
	}
}

func (b *B) processOnce(name string) bool {
	print, run := b.env.print, b.env.bench
	if b.perform(once{b}) {
		if !print.on {
			fmt.Fprintf(print.w, "%-*s\t", run.width, name)
		}
		b.perform(measured{b})
		b.print(name)
	}
	word := "BENCH"
	switch {
	case b.failed:
		word = "FAIL"
	case len(b.out) == 0:
		return true
	case b.skipped:
		word = "SKIP"
	}
	b.showLog(word, name)
	return !b.failed
}

func (b *B) print(name string) {
	w := b.env.print.w
	if b.failed {
		fmt.Fprintln(w)
		return
	}
	if b.env.print.on {
		fmt.Fprintf(w, "%-*s\t", b.env.bench.width, name)
	}
	text := b.result.String()
	if b.showAllocs || options.benchMem {
		text += "\t" + b.result.MemString()
	}
	fmt.Fprintln(w, text)
}

// Run benchmarks f as a subbenchmark; b itself is then not measured.
func (b *B) Run(name string, f func(b *B)) bool {
	b.hasSub = true
	benchmarking.Unlock()
	defer benchmarking.Lock()
	if b.env.match == nil { // of Benchmark
		sub := &B{fn: f, time: b.time}
		b.child(&sub.common, b.name+"/"+name)
		sub.bench = true
		return sub.measure()
	}
	full, ok := b.env.match.fullName(b.name, name, b.parent == nil)
	if !ok {
		return true
	}
	sub := &B{fn: f, time: b.time}
	b.child(&sub.common, full)
	sub.bench = true
	partial := b.env.match.isPartial(full)
	if partial {
		sub.hasSub = true
	}
	sub.process()
	if sub.failed {
		b.Fail()
	}
	return !sub.failed
}

// Benchmark benchmarks a single function, without `strata test`.
func Benchmark(f func(b *B)) BenchmarkResult {
	t := benchTime{d: time.Second}
	if options == nil {
		Init()
	}
	if options.benchTime != (benchTime{}) {
		t = options.benchTime
	}
	env := newEnvironment(nil)
	root := newRoot(env)
	b := &B{fn: f, time: t}
	root.child(&b.common, "")
	b.bench = true
	b.measure()
	return b.result
}

// measure runs a benchmark without a word, and reports whether it has not failed.
func (b *B) measure() bool {
	if b.perform(once{b}) {
		b.perform(measured{b})
	}
	return !b.failed
}

// runBenchmarks runs those that -test.bench matches.
func runBenchmarks(env *environment, match matchFunc, benchmarks []InternalBenchmark) bool {
	if options.bench == "" {
		return true
	}
	env.match = newMatcher(match, options.bench, "-test.bench", options.skip)
	env.bench = &benchRun{}
	var chosen []InternalBenchmark
	for _, benchmark := range benchmarks {
		if name, ok := env.match.fullName("", benchmark.Name, true); ok {
			chosen = append(chosen, benchmark)
			for _, n := range cpus() {
				env.bench.width = max(env.bench.width, len(cpuName(name, n)))
			}
		}
	}
	root := &B{common: newRoot(env), time: options.benchTime}
	root.bench = true
	ok := true
	benchmarking.Lock()
	defer benchmarking.Unlock()
	for _, benchmark := range chosen {
		ok = root.Run(benchmark.Name, benchmark.F) && ok
	}
	return ok
}

// ---- in parallel ----

// A PB hands out iterations to the goroutines of RunParallel.
type PB struct {
	taken *atomic.Int64 // by all goroutines
	grain int64         // taken at a time
	have  int64
	n     int64
}

// Next reports whether there are more iterations to execute.
func (pb *PB) Next() bool {
	if pb.have == 0 {
		end := pb.taken.Add(pb.grain)
		pb.have = min(pb.grain, pb.n-(end-pb.grain))
		if pb.have <= 0 {
			pb.have = 0
			return false
		}
	}
	pb.have--
	return true
}

// SetParallelism sets the number of goroutines of RunParallel to p*GOMAXPROCS.
func (b *B) SetParallelism(p int) {
	if p >= 1 {
		b.parallelism = p
	}
}

// RunParallel calls body on several goroutines, among which the iterations are distributed.
func (b *B) RunParallel(body func(*PB)) {
	if b.N == 0 {
		return
	}
	var taken atomic.Int64
	var all sync.WaitGroup
	procs := b.parallelism * runtime.GOMAXPROCS(0)
	grain := min(max(int64(b.N/(procs*100)), 1), 10000)
	for range procs {
		all.Go(func() { body(&PB{taken: &taken, grain: grain, n: int64(b.N)}) })
	}
	all.Wait()
	if taken.Load() <= int64(b.N) && !b.Failed() {
		b.Fatal("RunParallel: body exited without pb.Next() == false")
	}
}
