package suite

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

type pair struct {
	a, b int32
	s    string
}

func TestNoRaceFields(t *testing.T) {
	var p pair
	both(func() { p.a = 1 }, func() { p.b = 2 })
	sink = int(p.a + p.b)
}

func TestRaceField(t *testing.T) {
	var p pair
	both(func() { p.b = 1 }, func() { p.b = 2 })
	sink = int(p.b)
}

func TestRaceWholeAndField(t *testing.T) {
	var p pair
	both(func() { p = pair{1, 2, "x"} }, func() { p.b = 2 })
	sink = int(p.b)
}

func TestRaceString(t *testing.T) {
	var p pair
	both(func() { p.s = "a" }, func() { sink = len(p.s) })
}

func TestRaceInterface(t *testing.T) {
	var e any
	both(func() { e = 1 }, func() { _, ok := e.(int); _ = ok })
}

func TestNoRaceBytes(t *testing.T) {
	b := make([]byte, 8)
	both(func() { b[2] = 1 }, func() { b[3] = 1 })
}

func TestRaceByte(t *testing.T) {
	b := make([]byte, 8)
	both(func() { b[2] = 1 }, func() { b[2]++ })
}

func TestRaceCopy(t *testing.T) {
	b := make([]byte, 100)
	both(func() { copy(b[10:], "hello") }, func() { _ = string(b[:12]) })
}

func TestNoRaceCopy(t *testing.T) {
	b := make([]byte, 100)
	both(func() { copy(b[10:], "hello") }, func() { _ = string(b[:10]) })
}

func TestRaceAppend(t *testing.T) {
	s := make([]int, 0, 4)
	both(func() { _ = append(s, 1) }, func() { _ = append(s, 2) })
}

func TestRaceAppendMany(t *testing.T) {
	s, more := make([]int, 0, 8), []int{1, 2, 3}
	both(func() { _ = append(s, more...) }, func() { _ = append(s, 5) })
}

func TestRaceGrowth(t *testing.T) {
	s := []int{1, 2}
	both(func() { s[1] = 5 }, func() { _ = append(s, 3) })
}

func TestNoRaceAppendElsewhere(t *testing.T) {
	s := make([]int, 2, 8)
	both(func() { _ = append(s[:1:1], 1) }, func() { _ = append(s, 2) })
}

// Go does not look at what clear writes.
func TestRaceClear(t *testing.T) {
	s := make([]int, 10)
	both(func() { clear(s) }, func() { _ = s[9] + 1; sink = s[9] })
}

func TestRaceMap(t *testing.T) {
	m := map[string]int{}
	both(func() { m["a"] = 1 }, func() { m["b"] = 2 })
}

func TestRaceMapRead(t *testing.T) {
	m := map[string]int{"a": 1}
	both(func() { sink = m["a"] }, func() { m["b"] = 2 })
}

func TestRaceMapRange(t *testing.T) {
	m := map[string]int{"a": 1}
	both(func() {
		for k := range m {
			sink = len(k)
		}
	}, func() { delete(m, "a") })
}

func TestRaceMapLen(t *testing.T) {
	m := map[string]int{"a": 1}
	both(func() { sink = len(m) }, func() { clear(m) })
}

func TestNoRaceMapReads(t *testing.T) {
	m := map[string]int{"a": 1}
	read := func() int {
		n := len(m) + m["a"]
		for _, v := range m {
			n += v
		}
		return n
	}
	both(func() { _ = read() }, func() { _ = read() })
}

func TestRaceArrayCompared(t *testing.T) {
	var a, b [6]string
	both(func() { _ = a == b }, func() { b[5] = "x" })
	sink = len(b[5])
}

func TestRaceBuffer(t *testing.T) {
	var b bytes.Buffer
	both(func() { b.WriteString("a") }, func() { b.WriteByte('b') })
}

func TestRaceBuilder(t *testing.T) {
	var b strings.Builder
	both(func() { fmt.Fprint(&b, 1) }, func() { sink = b.Len() })
}

func TestRaceReflect(t *testing.T) {
	x := 1
	_ = x
	both(func() { reflect.ValueOf(&x).Elem().SetInt(2) }, func() { x = 3 })
}

func TestRaceReflectSet(t *testing.T) {
	x := pair{}
	both(func() { reflect.ValueOf(&x).Elem().Set(reflect.ValueOf(pair{1, 2, "x"})) }, func() { x.b = 3 })
}

func TestRaceCapturedByValue(t *testing.T) {
	p := &pair{}
	both(func() { p.a = 1 }, func() { *p = pair{} })
}

// New memory is nobody's before, whatever lay there.
func TestNoRaceReused(t *testing.T) {
	c := make(chan *[4]int)
	go func() {
		for i := 0; i < 20000; i++ {
			p := new([4]int)
			p[0] = i
			if i%1000 == 0 {
				c <- p
			}
		}
		close(c)
	}()
	for p := range c {
		for i := 0; i < 1000; i++ {
			q := new([4]int)
			q[1] = p[0]
			sinks = q
		}
	}
}

var sinks *[4]int

func TestNoRacePrinting(t *testing.T) {
	both(func() { _ = fmt.Sprintf("%v %d %s", []int{1}, 2, "x") }, func() { _ = fmt.Sprint(map[string]int{"a": 1}) })
}

func TestNoRaceNamedResult(t *testing.T) {
	f := func(c chan bool) (n int) {
		n = 4
		go func() { _ = n; c <- true }()
		return n
	}
	c := make(chan bool)
	f(c)
	<-c
}
