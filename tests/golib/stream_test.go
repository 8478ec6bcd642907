package test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	rand1 "math/rand"
	"math/rand/v2"
	mybufio "oracle/bufio"
	mycontext "oracle/context"
	myrand "oracle/math/rand/v2"
	mystrings "oracle/strings"
	"strings"
	"testing"
)

func TestScanner(t *testing.T) {
	r := newRand(20)
	splits := []struct {
		mine mybufio.SplitFunc
		real bufio.SplitFunc
	}{{mybufio.ScanLines, bufio.ScanLines}, {mybufio.ScanWords, bufio.ScanWords}, {mybufio.ScanRunes, bufio.ScanRunes}, {mybufio.ScanBytes, bufio.ScanBytes}}
	for i := 0; i < 5000; i++ {
		s := strings.Repeat(text(r)+"\r\n", r.Intn(30))
		if r.Intn(50) == 0 {
			s += strings.Repeat("x", r.Intn(100000))
		}
		wrap := func(x io.Reader) io.Reader {
			if i%3 == 0 {
				return half{x}
			}
			return x
		}
		split := splits[r.Intn(4)]
		a, b := mybufio.NewScanner(wrap(mystrings.NewReader(s))), bufio.NewScanner(wrap(strings.NewReader(s)))
		a.Split(split.mine)
		b.Split(split.real)
		for {
			x, y := a.Scan(), b.Scan()
			if x != y || a.Text() != b.Text() {
				t.Fatalf("%v %q, want %v %q", x, a.Text(), y, b.Text())
			}
			if !x {
				break
			}
		}
		if fmt.Sprint(a.Err()) != fmt.Sprint(b.Err()) {
			t.Fatal(a.Err(), b.Err())
		}
	}
}

// half reads less than it is asked for.
type half struct{ r io.Reader }

func (h half) Read(p []byte) (int, error) { return h.r.Read(p[:(len(p)+1)/2]) }

func newRand(seed int64) *rand1.Rand { return rand1.New(rand1.NewSource(seed)) }

func TestBufferedReader(t *testing.T) {
	r := newRand(21)
	for i := 0; i < 2000; i++ {
		s := strings.Repeat(text(r), r.Intn(20))
		a, b := mybufio.NewReaderSize(mystrings.NewReader(s), 16), bufio.NewReaderSize(strings.NewReader(s), 16)
		for k := 0; k < 40; k++ {
			var x, y string
			n := r.Intn(24)
			switch r.Intn(9) {
			case 0:
				x, y = fmt.Sprint(a.ReadByte()), fmt.Sprint(b.ReadByte())
			case 1:
				x, y = fmt.Sprint(a.ReadRune()), fmt.Sprint(b.ReadRune())
			case 2:
				x, y = fmt.Sprint(a.ReadString('\n')), fmt.Sprint(b.ReadString('\n'))
			case 3:
				x, y = fmt.Sprint(a.UnreadByte()), fmt.Sprint(b.UnreadByte())
			case 4:
				x, y = fmt.Sprint(a.UnreadRune()), fmt.Sprint(b.UnreadRune())
			case 5:
				x, y = fmt.Sprint(a.Peek(n)), fmt.Sprint(b.Peek(n))
			case 6:
				p, q := make([]byte, n), make([]byte, n)
				x, y = fmt.Sprint(a.Read(p)), fmt.Sprint(b.Read(q))
				x, y = x+string(p), y+string(q)
			case 7:
				x, y = fmt.Sprint(a.ReadLine()), fmt.Sprint(b.ReadLine())
			case 8:
				x, y = fmt.Sprint(a.Discard(n)), fmt.Sprint(b.Discard(n))
			}
			if x != y || a.Buffered() != b.Buffered() {
				t.Fatalf("%q: %q, want %q", s, x, y)
			}
		}
	}
}

func TestBufferedWriter(t *testing.T) {
	r := newRand(22)
	for i := 0; i < 2000; i++ {
		var p, q strings.Builder
		a, b := mybufio.NewWriterSize(&p, 16), bufio.NewWriterSize(&q, 16)
		for k := 0; k < 30; k++ {
			s := text(r)
			switch r.Intn(5) {
			case 0:
				a.WriteString(s)
				b.WriteString(s)
			case 1:
				a.Write([]byte(s))
				b.Write([]byte(s))
			case 2:
				a.WriteByte('b')
				b.WriteByte('b')
			case 3:
				a.WriteRune('世')
				b.WriteRune('世')
			case 4:
				a.ReadFrom(mystrings.NewReader(s))
				b.ReadFrom(strings.NewReader(s))
			}
		}
		a.Flush()
		b.Flush()
		if p.String() != q.String() {
			t.Fatalf("%q, want %q", p.String(), q.String())
		}
	}
}

func TestPCG(t *testing.T) {
	a, b := myrand.New(myrand.NewPCG(1, 2)), rand.New(rand.NewPCG(1, 2))
	for i := 1; i < 20000; i++ {
		x := fmt.Sprint(a.Uint64(), a.Int(), a.IntN(i), a.Int64N(int64(i)<<20), a.Int32N(int32(i)), a.Uint32N(uint32(i)), a.Float64(), a.Float32(), a.Uint32(), a.Perm(i%7), a.Int32(), a.UintN(uint(i)<<33))
		y := fmt.Sprint(b.Uint64(), b.Int(), b.IntN(i), b.Int64N(int64(i)<<20), b.Int32N(int32(i)), b.Uint32N(uint32(i)), b.Float64(), b.Float32(), b.Uint32(), b.Perm(i%7), b.Int32(), b.UintN(uint(i)<<33))
		if x != y {
			t.Fatalf("%d: %s, want %s", i, x, y)
		}
	}
}

func TestContext(t *testing.T) {
	ctx, cancel := mycontext.WithCancelCause(mycontext.WithValue(mycontext.Background(), "k", "v"))
	child, stop := mycontext.WithTimeout(ctx, 3600e9)
	defer stop()
	ran := make(chan bool, 1)
	mycontext.AfterFunc(child, func() { ran <- true })
	if child.Err() != nil || child.Value("k") != "v" || child.Value("x") != nil {
		t.Error(child)
	}
	cancel(io.EOF)
	<-child.Done()
	<-ran
	if child.Err() != mycontext.Canceled || mycontext.Cause(child) != io.EOF {
		t.Error(child.Err(), mycontext.Cause(child))
	}
	soon, stop2 := mycontext.WithTimeout(mycontext.Background(), 1e6)
	defer stop2()
	<-soon.Done()
	if soon.Err() != mycontext.DeadlineExceeded || soon.Err().Error() != context.DeadlineExceeded.Error() {
		t.Error(soon.Err())
	}
	if s := fmt.Sprint(mycontext.WithoutCancel(ctx)); s != "context.Background.WithValue(k, v).WithCancel.WithoutCancel" {
		t.Error(s)
	}
}
