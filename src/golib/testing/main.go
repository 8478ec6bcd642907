package testing

import (
	"context"
	"flag"
	"fmt"
	"math"
	"math/rand"
	"os"
	"strconv"
	"time"
)

// testDeps is what a test's main package gives: what this package should not depend on.
type testDeps interface {
	ImportPath() string
	MatchString(pat, str string) (bool, error)
	Hash(text []byte) string // SHA-256 in hexadecimal digits
	Finish(code int)         // told when M.Run ends, for a TestMain that does not exit by itself
}

// M is passed to TestMain.
type M struct {
	deps       testDeps
	tests      []InternalTest
	benchmarks []InternalBenchmark
	targets    []InternalFuzzTarget
	examples   []InternalExample
	code       int
	ran        bool
}

// MainStart is meant for the main packages that `strata test` makes.
func MainStart(deps testDeps, tests []InternalTest, benchmarks []InternalBenchmark, fuzzTargets []InternalFuzzTarget,
	examples []InternalExample) *M {
	Init()
	return &M{deps: deps, tests: tests, benchmarks: benchmarks, targets: fuzzTargets, examples: examples}
}

// onlyMatch is for mains that give a function to match names, and nothing else.
type onlyMatch struct{ match matchFunc }

func (o onlyMatch) ImportPath() string                        { return "" }
func (o onlyMatch) MatchString(pat, str string) (bool, error) { return o.match(pat, str) }
func (o onlyMatch) Hash([]byte) string                        { return "" }
func (o onlyMatch) Finish(int)                                {}

// Main, RunTests, RunBenchmarks and RunExamples are for mains from before MainStart.
func Main(matchString func(pat, str string) (bool, error), tests []InternalTest, benchmarks []InternalBenchmark,
	examples []InternalExample) {
	os.Exit(MainStart(onlyMatch{matchString}, tests, benchmarks, nil, examples).Run())
}

func RunTests(matchString func(pat, str string) (bool, error), tests []InternalTest) (ok bool) {
	Init()
	env := newEnvironment(newMatcher(matchString, options.run, "-test.run", options.skip))
	ran, ok := runTests(env, tests)
	if !ran && !flag.Parsed() {
		fmt.Fprintln(os.Stderr, "testing: warning: no tests to run")
	}
	return ok
}

func RunBenchmarks(matchString func(pat, str string) (bool, error), benchmarks []InternalBenchmark) {
	Init()
	runBenchmarks(newEnvironment(nil), matchString, benchmarks)
}

func RunExamples(matchString func(pat, str string) (bool, error), examples []InternalExample) (ok bool) {
	Init()
	_, ok = runExamples(newEnvironment(newMatcher(matchString, options.run, "-test.run", options.skip)), examples)
	return ok
}

func newContext() (context.Context, context.CancelFunc) {
	return context.WithCancel(context.Background())
}

func floatOf(bits uint64, size int) any {
	if size == 32 {
		return math.Float32frombits(uint32(bits))
	}
	return math.Float64frombits(bits)
}

func newEnvironment(match *matcher) *environment {
	print := &printer{w: os.Stdout, on: options.verbose.on}
	if options.verbose.marked {
		print.mark = "\x16"
	}
	return &environment{print: print, match: match, slots: make(chan struct{}, max(options.parallel, 1)),
		running: make(map[string]time.Time)}
}

// Run runs the tests and returns an exit code to pass to os.Exit.
func (m *M) Run() (code int) {
	defer func() {
		m.code = code
		m.deps.Finish(code)
	}()
	if !flag.Parsed() {
		flag.Parse()
	}
	if options.parallel < 1 {
		fmt.Fprintln(os.Stderr, "testing: -parallel can only be given a positive integer")
		flag.Usage()
		return 2
	}
	if options.list != "" {
		m.list()
		return 0
	}
	if !m.shuffle() || !coverable() {
		return 2
	}
	return m.runAll()
}

// runAll runs tests, fuzz tests, examples and, when these have passed, benchmarks, and fuzzes.
func (m *M) runAll() int {
	env := newEnvironment(newMatcher(m.deps.MatchString, options.run, "-test.run", options.skip))
	env.pkg, env.hash = m.deps.ImportPath(), m.deps.Hash
	options.profiles.begin()
	defer options.profiles.end()
	fuzzed := m.fuzzTargets(env)
	stop := env.startAlarm()
	ran, ok := runTests(env, m.tests)
	fuzzRan, fuzzOK := runFuzz(env, m.targets, fuzzed)
	examplesRan, examplesOK := runExamples(env, m.examples)
	stop()
	ran = ran || fuzzRan || examplesRan
	if !ran && options.bench == "" && options.fuzz == "" {
		fmt.Fprintln(os.Stderr, "testing: warning: no tests to run")
	}
	mark := env.print.mark
	if !ok || !fuzzOK || !examplesOK || !runBenchmarks(env, m.deps.MatchString, m.benchmarks) ||
		!runFuzzing(env, fuzzed) {
		fmt.Print(mark, "FAIL\n")
		reportCoverage()
		return 1
	}
	fmt.Print(mark, "PASS\n")
	reportCoverage()
	return 0
}

// startAlarm lets the program panic after -test.timeout.
func (e *environment) startAlarm() (stop func()) {
	if options.timeout <= 0 {
		return func() {}
	}
	e.due = time.Now().Add(options.timeout)
	alarm := time.AfterFunc(options.timeout, func() {
		panic(fmt.Sprintf("test timed out after %v%s", options.timeout, e.runningTests()))
	})
	return func() { alarm.Stop() }
}

// list prints the names that -test.list matches.
func (m *M) list() {
	show := func(name string) {
		ok, err := m.deps.MatchString(options.list, name)
		if err != nil {
			fmt.Fprintf(os.Stderr, "testing: invalid regexp in -test.list (%q): %s\n", options.list, err)
			os.Exit(1)
		}
		if ok {
			fmt.Println(name)
		}
	}
	for _, test := range m.tests {
		show(test.Name)
	}
	for _, benchmark := range m.benchmarks {
		show(benchmark.Name)
	}
	for _, target := range m.targets {
		show(target.Name)
	}
	for _, example := range m.examples {
		show(example.Name)
	}
}

// shuffle changes the order of tests and benchmarks, as -test.shuffle says.
func (m *M) shuffle() bool {
	if options.shuffle == "off" {
		return true
	}
	seed := time.Now().UnixNano()
	if options.shuffle != "on" {
		n, err := strconv.ParseInt(options.shuffle, 10, 64)
		if err != nil {
			fmt.Fprintln(os.Stderr, `testing: -shuffle should be "off", "on", or a valid integer:`, err)
			return false
		}
		seed = n
	}
	fmt.Println("-test.shuffle", seed)
	r := rand.New(rand.NewSource(seed))
	r.Shuffle(len(m.tests), func(i, j int) { m.tests[i], m.tests[j] = m.tests[j], m.tests[i] })
	r.Shuffle(len(m.benchmarks), func(i, j int) { m.benchmarks[i], m.benchmarks[j] = m.benchmarks[j], m.benchmarks[i] })
	return true
}
