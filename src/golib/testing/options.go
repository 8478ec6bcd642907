package testing

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// settings are the values of the flags.
type settings struct {
	short, failFast, fullPath, benchMem, keep bool
	verbose                                   verbosity
	count                                     uint
	run, skip, list, bench                    string
	benchTime                                 benchTime
	timeout                                   time.Duration
	cpu                                       string
	parallel                                  int
	shuffle                                   string
	outputDir                                 string
	coverProfile                              string
	fuzz                                      string
	fuzzCache, fuzzPending, fuzzEnded         string
	fuzzTime, minimizeTime                    fuzzLimit
	profiles                                  profiles
}

// options is nil until Init.
var options *settings

// Init registers the testing flags; MainStart has done it before tests run.
func Init() {
	if options != nil {
		return
	}
	o := &settings{benchTime: benchTime{d: time.Second}, minimizeTime: fuzzLimit{benchTime: benchTime{d: time.Minute}, mayBeNone: true}}
	options = o
	flag.BoolVar(&o.short, "test.short", false, "run smaller test suite to save time")
	flag.BoolVar(&o.failFast, "test.failfast", false, "do not start new tests after the first test failure")
	flag.Var(&o.verbose, "test.v", "verbose: print additional output")
	flag.UintVar(&o.count, "test.count", 1, "run tests and benchmarks `n` times")
	flag.StringVar(&o.run, "test.run", "", "run only tests and examples matching `regexp`")
	flag.StringVar(&o.skip, "test.skip", "", "do not list or run tests matching `regexp`")
	flag.StringVar(&o.list, "test.list", "", "list tests, examples, and benchmarks matching `regexp` then exit")
	flag.StringVar(&o.bench, "test.bench", "", "run only benchmarks matching `regexp`")
	flag.BoolVar(&o.benchMem, "test.benchmem", false, "print memory allocations for benchmarks")
	flag.Var(&o.benchTime, "test.benchtime", "run each benchmark for duration `d` or N times if `d` is of the form Nx")
	flag.DurationVar(&o.timeout, "test.timeout", 0, "panic test binary after duration `d` (default 0, timeout disabled)")
	flag.StringVar(&o.cpu, "test.cpu", "", "comma-separated `list` of cpu counts to run each test with")
	flag.IntVar(&o.parallel, "test.parallel", runtime.GOMAXPROCS(0), "run at most `n` tests in parallel")
	flag.StringVar(&o.shuffle, "test.shuffle", "off", "randomize the execution order of tests and benchmarks")
	flag.BoolVar(&o.fullPath, "test.fullpath", false, "show full file names in error messages")
	flag.StringVar(&o.outputDir, "test.outputdir", "", "write profiles to `dir`")
	flag.BoolVar(&o.keep, "test.artifacts", false, "store test artifacts in test.outputdir")
	flag.StringVar(&o.fuzz, "test.fuzz", "", "run the fuzz test matching `regexp`")
	flag.Var(&o.fuzzTime, "test.fuzztime", "time to spend fuzzing; default is to run indefinitely")
	flag.StringVar(&o.fuzzCache, "test.fuzzcachedir", "", "directory where interesting fuzzing inputs are stored")
	flag.StringVar(&o.fuzzPending, "test.fuzzpending", "", "file for the input that is being tried (for strata test)")
	flag.StringVar(&o.fuzzEnded, "test.fuzzended", "", "how the process ended that tried it (for strata test)")
	flag.Var(&o.minimizeTime, "test.fuzzminimizetime", "time to spend minimizing a value after finding a failing input")
	o.profiles.register()
	flag.StringVar(&o.coverProfile, "test.coverprofile", "", "write a coverage profile to `file`")
}

// verbosity is -test.v: off, on, or on with marks for a program that turns the output into events.
type verbosity struct{ on, marked bool }

func (v *verbosity) IsBoolFlag() bool { return true }

func (v *verbosity) Set(s string) error {
	switch s {
	case "true", "test2json":
		*v = verbosity{true, s == "test2json"}
	case "false":
		*v = verbosity{}
	default:
		return fmt.Errorf("invalid flag -test.v=%s", s)
	}
	return nil
}

func (v *verbosity) String() string {
	if v.marked {
		return "test2json"
	}
	return strconv.FormatBool(v.on)
}

func (v *verbosity) Get() any {
	if v.marked {
		return "test2json"
	}
	return v.on
}

// benchTime is -test.benchtime: a duration, or a number of iterations.
type benchTime struct {
	d time.Duration
	n int
}

func (b *benchTime) String() string {
	if b.n > 0 {
		return fmt.Sprintf("%dx", b.n)
	}
	return b.d.String()
}

func (b *benchTime) Set(s string) error {
	if number, ok := strings.CutSuffix(s, "x"); ok {
		n, err := strconv.ParseInt(number, 10, 0)
		if err != nil || n <= 0 {
			return fmt.Errorf("invalid count")
		}
		*b = benchTime{n: int(n)}
		return nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return fmt.Errorf("invalid duration")
	}
	*b = benchTime{d: d}
	return nil
}

// cpus is the list that -test.cpu gives, of values of GOMAXPROCS.
func cpus() []int {
	if options.cpu == "" {
		return []int{runtime.GOMAXPROCS(-1)}
	}
	var list []int
	for _, text := range strings.Split(options.cpu, ",") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil || n <= 0 {
			fmt.Fprintf(os.Stderr, "testing: invalid value %q for -test.cpu\n", text)
			os.Exit(1)
		}
		list = append(list, n)
	}
	return list
}
