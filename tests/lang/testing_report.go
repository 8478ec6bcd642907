// Tests without a test command: what the package testing prints, by testing.Main.
package main

import (
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
	t.Fail()
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
// --- FAIL: TestLog (0.00s)
//     testing_report.go:17: two words
//         and a line
//     testing_report.go:18: 3
//     testing_report.go:19: by a helper
//     plain
//     part
//     testing_report.go:21: first
//     testing_report.go:20: cleaned up
// --- FAIL: TestSub (0.00s)
//     --- FAIL: TestSub/deep (0.00s)
//         --- FAIL: TestSub/deep/er (0.00s)
//             testing_report.go:35: gives up
//         testing_report.go:36: true
//     testing_report.go:38: the parent again
// deferred
// parent returns first
// goes on
// true true true
// x true true <nil>
// false false
// testing: test using t.Setenv, t.Chdir, or cryptotest.SetGlobalRandom can not use t.Parallel
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
