// Corners of the library that Go's own tests know: each was wrong once.
package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
)

type direct struct{ bytes.Buffer }

func (d *direct) WriteString(s string) (int, error) {
	fmt.Printf("directly %q\n", s)
	return d.Buffer.WriteString(s)
}

func numbers() {
	for _, f := range []float64{3.1415926535, 0.1, 1e40, 1e-46, 16777217} {
		fmt.Println(strconv.FormatFloat(f, 'g', -1, 32), strconv.FormatFloat(f, 'e', 3, 32), float32(f))
	}
}

func readers() {
	r := io.MultiReader(strings.NewReader("ab"), io.MultiReader(strings.NewReader("cd"), strings.NewReader("")))
	fmt.Println(io.ReadAll(r))
	n, err := io.CopyN(io.Discard, io.MultiReader(strings.NewReader("abc"), failing{}), 3)
	fmt.Println(n, err)
	n, err = io.CopyN(io.Discard, strings.NewReader("abc"), 4)
	fmt.Println(n, err)
	d := &direct{}
	w := bufio.NewWriterSize(d, 4)
	w.WriteString("ab")
	w.WriteString("cdefghijkl")
	fmt.Println(w.Buffered(), d.String())
	m, err := w.ReadFrom(strings.NewReader("0123456789"))
	fmt.Println(m, err, w.Flush(), d.String())
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("fails") }

func panics(what string, f func()) {
	defer func() { fmt.Println(what, recover()) }()
	f()
}

func main() {
	numbers()
	readers()
	fmt.Printf("%#v %v\n", bytes.TrimRightFunc([]byte(" "), func(rune) bool { return true }) == nil, slices.Clone([]int(nil)) == nil)
	panics("grow", func() { var b bytes.Buffer; b.WriteByte(1); b.Grow(1<<62 + 1<<61) })
	var c sync.Cond
	c.Signal()
	copied := c
	panics("cond", copied.Signal)
	fmt.Println(reflect.ValueOf([2]float64{0, negative}).IsZero(), reflect.ValueOf(negative).IsZero())
	panics("iter", func() {
		reflect.New(reflect.TypeFor[string]()).Elem().SetIterKey(reflect.ValueOf(map[string]int{}).MapRange())
	})

	ctx, cancel := context.WithCancelCause(context.Background())
	fmt.Println(context.Cause(ctx))
	cancel(io.EOF)
	fmt.Println(context.Cause(ctx), ctx.Err())

	p, q := rand.NewPCG(1, 2), new(rand.PCG)
	state, err := p.MarshalBinary()
	fmt.Printf("%q %v %v\n", state, err, q.UnmarshalBinary(state[1:]))
	fmt.Println(q.UnmarshalBinary(state), p.Uint64() == q.Uint64())

	next, stop := iter.Pull(slices.Values([]int{1, 2, 3}))
	fmt.Println(next())
	fmt.Println(next())
	stop()
	fmt.Println(next())
	next, _ = iter.Pull(func(yield func(int) bool) { yield(1); panic("in the sequence") })
	fmt.Println(next())
	panics("pull", func() { next() })
	fmt.Println(next())
}

var negative = -1 / inf
var inf = 1 / zero
var zero float64

// Output:
// 3.1415927 3.142e+00 3.1415927
// 0.1 1.000e-01 0.1
// +Inf +Inf +Inf
// 0 0.000e+00 0
// 1.6777216e+07 1.678e+07 1.6777216e+07
// [97 98 99 100] <nil>
// 3 <nil>
// 3 EOF
// directly "efghijkl"
// 0 abcdefghijkl
// 10 <nil> <nil> abcdefghijkl0123456789
// false true
// grow bytes.Buffer: too large
// cond sync.Cond is copied
// true true
// iter reflect: Value.SetIterKey called before Next
// <nil>
// EOF context canceled
// "pcg:\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x02" <nil> invalid PCG encoding
// <nil> true
// 1 true
// 2 true
// 0 false
// 1 true
// pull in the sequence
// 0 false
