// Package testing runs tests, benchmarks, examples and the seeds of fuzz tests. `strata test` makes a main
// package for it, as `go test` does.
//
// A test runs on a goroutine of its own (tRunner), because FailNow and SkipNow end it by
// runtime.Goexit. What it prints is kept until its report is due, or shown at once under -v (printer in report.go).
package testing

import (
	"context"
	"flag"
	"io"
	"os"
	"strings"
)

// TB is what T, B and F have in common.
type TB interface {
	ArtifactDir() string
	Attr(key, value string)
	Cleanup(func())
	Error(args ...any)
	Errorf(format string, args ...any)
	Fail()
	FailNow()
	Failed() bool
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Helper()
	Log(args ...any)
	Logf(format string, args ...any)
	Name() string
	Setenv(key, value string)
	Chdir(dir string)
	Skip(args ...any)
	SkipNow()
	Skipf(format string, args ...any)
	Skipped() bool
	TempDir() string
	Context() context.Context
	Output() io.Writer

	private() // so that methods can be added without breaking other implementations: there are none
}

var (
	_ TB = (*T)(nil)
	_ TB = (*B)(nil)
	_ TB = (*F)(nil)
)

// InternalTest, InternalBenchmark, InternalFuzzTarget and InternalExample are what a test's main package lists.
type InternalTest struct {
	Name string
	F    func(*T)
}

type InternalBenchmark struct {
	Name string
	F    func(b *B)
}

type InternalFuzzTarget struct {
	Name string
	Fn   func(f *F)
}

type InternalExample struct {
	Name      string
	F         func()
	Output    string
	Unordered bool
}

// Short reports whether the -test.short flag is set.
func Short() bool {
	if options == nil {
		panic("testing: Short called before Init")
	}
	if !flag.Parsed() {
		panic("testing: Short called before Parse")
	}
	return options.short
}

// Verbose reports whether the -test.v flag is set.
func Verbose() bool {
	if !flag.Parsed() {
		panic("testing: Verbose called before Parse")
	}
	return options != nil && options.verbose.on
}

// Testing reports whether the program is a test: `strata test` names its programs NAME.test.
func Testing() bool { return len(os.Args) > 0 && strings.HasSuffix(os.Args[0], ".test") }

// tRunner is a test from its beginning to its report. Packages that look at who called a test's function know it by this name and
// file's.
func tRunner(t *T, fn func(t *T)) {
	defer t.conclude()
	defer t.runCleanups()
	defer t.awaitSubtests()
	t.begin()
	fn(t)
	t.end()
}
