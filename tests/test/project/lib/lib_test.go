package lib

import (
	"fmt"
	"testing"
	"time"
)

func TestDouble(t *testing.T) {
	if double(4) != 8 {
		t.Error("not doubled")
	}
	t.Log("logged\nin two lines")
	fmt.Println("printed")
}

func Test(t *testing.T)        {}
func Testlower(t *testing.T)   { t.Error("is no test") }
func TestÄußeres(t *testing.T) {}
func helper(t *testing.T)      { t.Helper(); t.Log("by a helper") }
func (f fixture) TestMethod()  {}
func TestHelper(t *testing.T)  { helper(t) }
func TestSkipped(t *testing.T) { t.Skip("not today") }
func TestShort(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
	t.Log("long", testing.Verbose(), testing.Testing())
	_, timed := t.Deadline()
	t.Log(timed)
}

type fixture struct{}

func TestTable(t *testing.T) {
	for _, c := range []struct {
		name    string
		x, want int
	}{{"one", 1, 2}, {"two and", 2, 4}, {"two and", 2, 4}} {
		t.Run(c.name, func(t *testing.T) {
			if got := double(c.x); got != c.want {
				t.Fatalf("double(%d) = %d", c.x, got)
			}
			t.Run("inner", func(t *testing.T) { t.Log(t.Name()) })
		})
	}
}

func TestParallel(t *testing.T) {
	t.Run("group", func(t *testing.T) {
		t.Run("a", func(t *testing.T) {
			t.Parallel()
			time.Sleep(time.Millisecond)
			t.Log("a is awake")
		})
	})
	t.Log("after the group")
}

func BenchmarkAdd(b *testing.B) {
	for b.Loop() {
		Add(1, 2)
	}
}

func BenchmarkSub(b *testing.B) {
	b.Run("bytes", func(b *testing.B) {
		b.SetBytes(8)
		b.ReportMetric(3, "things")
		for range b.N {
			Add(b.N, 1)
		}
	})
}
