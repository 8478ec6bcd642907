// Tests without a test command: what the package testing prints, by testing.Main. -v is set here.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

func helper(t *testing.T, text string) {
	t.Helper()
	t.Log(text)
}

func TestLog(t *testing.T) {
	t.Log("two", "words\nand a line")
	t.Logf("%d\n", 3)
	helper(t, "by a helper")
	t.Cleanup(func() { helper(t, "cleaned up") })
	t.Cleanup(func() { t.Log("first") })
	fmt.Fprintf(t.Output(), "plain\npart")
	t.Attr("key", "value")
}

func TestSub(t *testing.T) {
	for _, name := range []string{"a b", "a b", "", "", "tab\t\x01", "x/y", "a b#01"} {
		ok := t.Run(name, func(t *testing.T) { t.Logf("%s %t", t.Name(), t.Context().Err() == nil) })
		if !ok {
			t.Error(name)
		}
	}
	t.Run("deep", func(t *testing.T) {
		t.Run("er", func(t *testing.T) { t.Fatal("gives up") })
		t.Error(t.Failed())
	})
	t.Log("the parent again")
}

func TestSkip(t *testing.T) {
	defer fmt.Println("deferred")
	t.Skipf("for %s", "a reason")
}

func TestParallel(t *testing.T) {
	t.Run("waits", func(t *testing.T) {
		t.Parallel()
		fmt.Println("goes on")
	})
	fmt.Println("parent returns first")
}

func TestSurroundings(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	fmt.Println(strings.HasSuffix(a, "/001"), strings.HasSuffix(b, "/002"), strings.Contains(a, "TestSurroundings"))
	os.Unsetenv("STRATA_X")
	t.Run("inner", func(t *testing.T) {
		t.Setenv("STRATA_X", "x")
		t.Chdir(a)
		dir, err := os.Getwd()
		fmt.Println(os.Getenv("STRATA_X"), dir == a, os.Getenv("PWD") == a, err)
	})
	_, set := os.LookupEnv("STRATA_X")
	dir, _ := os.Getwd()
	fmt.Println(set, dir == a)
	func() {
		defer func() { fmt.Println(recover()) }()
		t.Setenv("A", "b")
		t.Parallel()
	}()
}

func ExampleOne() { fmt.Println("one\ntwo") }

func main() {
	testing.Init()
	flag.Set("test.v", "true")
	fmt.Println(testing.CoverMode() == "", testing.Coverage())
	fmt.Println(testing.AllocsPerRun(10, func() { sink = new([10]int) }), testing.AllocsPerRun(10, func() {}))
	r := testing.BenchmarkResult{N: 1000, T: 123456789, Bytes: 512, MemAllocs: 3000, MemBytes: 12345678,
		Extra: map[string]float64{"things/op": 0.012345, "p50": 99.996}}
	fmt.Printf("%s|%s|%d %d %d\n", r, r.MemString(), r.NsPerOp(), r.AllocsPerOp(), r.AllocedBytesPerOp())
	testing.Main(func(pat, str string) (bool, error) { return true, nil },
		[]testing.InternalTest{{"TestLog", TestLog}, {"TestSub", TestSub}, {"TestSkip", TestSkip},
			{"TestParallel", TestParallel}, {"TestSurroundings", TestSurroundings}},
		nil, []testing.InternalExample{{"ExampleOne", ExampleOne, "one\ntwo", false},
			{"ExampleOne", ExampleOne, "two\n one", true}})
}

var sink any

// Output:
// true 0
// 1 0
//     1000	    123457 ns/op	   4.15 MB/s	       100.0 p50	         0.01235 things/op|   12345 B/op	       3 allocs/op|123456 3 12345
// === RUN   TestLog
//     testing_report.go:18: two words
//         and a line
//     testing_report.go:19: 3
//     testing_report.go:20: by a helper
//     plain
// === ATTR  TestLog key value
//     part
//     testing_report.go:22: first
//     testing_report.go:21: cleaned up
// --- PASS: TestLog (0.00s)
// === RUN   TestSub
// === RUN   TestSub/a_b
//     testing_report.go:29: TestSub/a_b true
// === RUN   TestSub/a_b#01
//     testing_report.go:29: TestSub/a_b#01 true
// === RUN   TestSub/#00
//     testing_report.go:29: TestSub/#00 true
// === RUN   TestSub/#01
//     testing_report.go:29: TestSub/#01 true
// === RUN   TestSub/tab_\x01
//     testing_report.go:29: TestSub/tab_\x01 true
// === RUN   TestSub/x/y
//     testing_report.go:29: TestSub/x/y true
// === RUN   TestSub/a_b#01#01
//     testing_report.go:29: TestSub/a_b#01#01 true
// === RUN   TestSub/deep
// === RUN   TestSub/deep/er
//     testing_report.go:35: gives up
// === NAME  TestSub/deep
//     testing_report.go:36: true
// === NAME  TestSub
//     testing_report.go:38: the parent again
// --- FAIL: TestSub (0.00s)
//     --- PASS: TestSub/a_b (0.00s)
//     --- PASS: TestSub/a_b#01 (0.00s)
//     --- PASS: TestSub/#00 (0.00s)
//     --- PASS: TestSub/#01 (0.00s)
//     --- PASS: TestSub/tab_\x01 (0.00s)
//     --- PASS: TestSub/x/y (0.00s)
//     --- PASS: TestSub/a_b#01#01 (0.00s)
//     --- FAIL: TestSub/deep (0.00s)
//         --- FAIL: TestSub/deep/er (0.00s)
// === RUN   TestSkip
//     testing_report.go:43: for a reason
// deferred
// --- SKIP: TestSkip (0.00s)
// === RUN   TestParallel
// === RUN   TestParallel/waits
// === PAUSE TestParallel/waits
// parent returns first
// === CONT  TestParallel/waits
// goes on
// --- PASS: TestParallel (0.00s)
//     --- PASS: TestParallel/waits (0.00s)
// === RUN   TestSurroundings
// true true true
// === RUN   TestSurroundings/inner
// x true true <nil>
// false false
// testing: test using t.Setenv, t.Chdir, or cryptotest.SetGlobalRandom can not use t.Parallel
// --- PASS: TestSurroundings (0.00s)
//     --- PASS: TestSurroundings/inner (0.00s)
// === RUN   ExampleOne
// --- PASS: ExampleOne (0.00s)
// === RUN   ExampleOne
// --- FAIL: ExampleOne (0.00s)
// got:
// one
// two
//
// want (unordered):
// two
//  one
// FAIL
// Status: 1
