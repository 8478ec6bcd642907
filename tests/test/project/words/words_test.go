package words

import (
	"flag"
	"fmt"
	"runtime"
	"testing"
)

var (
	word = flag.String("word", "", "")
	yes  = flag.Bool("yes", false, "")
	// Revision is given by -ldflags.
	Revision, other = "none", "other"
)

func TestWords(t *testing.T) {
	fmt.Println(flag.Args(), *word, *yes, testing.Verbose(), Revision, other)
}

func TestProcs(t *testing.T) {
	fmt.Println("procs", runtime.GOMAXPROCS(5), runtime.GOMAXPROCS(0))
}

func TestAttr(t *testing.T) {
	t.Attr("key", "some  words ")
	t.Attr("empty", "")
	t.Run("sub", func(t *testing.T) { t.Attr("", "no key") })
}

func BenchmarkWords(b *testing.B) {
	b.Run("one", func(b *testing.B) {
		for b.Loop() {
		}
		b.Log("logged")
	})
	b.Run("two", func(b *testing.B) {
		for b.Loop() {
		}
	})
}
