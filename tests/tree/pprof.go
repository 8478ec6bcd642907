package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"runtime"
	"runtime/pprof"
	"sort"
	"strings"
	"sync"
	"time"
)

func init() { runtime.MemProfileRate = 1 }

// A field of a message: its number, and its value or its bytes.
type field struct {
	number, value uint64
	bytes         []byte
}

func varint(b []byte) (v uint64, rest []byte) {
	for shift := 0; ; shift += 7 {
		c := b[0]
		b = b[1:]
		v |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return v, b
		}
	}
}

func fields(b []byte) (list []field) {
	for len(b) > 0 {
		var key, v uint64
		key, b = varint(b)
		v, b = varint(b)
		f := field{number: key >> 3, value: v}
		switch key & 7 {
		case 0:
		case 2:
			f.bytes, b = b[:v], b[v:]
		default:
			panic(fmt.Sprint("wire type ", key&7))
		}
		list = append(list, f)
	}
	return list
}

// numbers are of a field that may be packed.
func numbers(f field) (list []uint64) {
	if f.bytes == nil {
		return []uint64{f.value}
	}
	for b := f.bytes; len(b) > 0; {
		var v uint64
		v, b = varint(b)
		list = append(list, v)
	}
	return list
}

type sample struct {
	stack  string
	values []uint64
}

type profile struct {
	types   string
	samples []sample
}

func read(file []byte) (p profile) {
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		panic(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	var texts []string
	names, places := map[uint64]uint64{}, map[uint64][]uint64{} // of functions; functions of locations, inlined ones first
	for _, f := range fields(data) {
		var id, of uint64
		var lines []uint64
		switch f.number {
		case 6:
			texts = append(texts, string(f.bytes))
		case 5:
			for _, g := range fields(f.bytes) {
				switch g.number {
				case 1:
					id = g.value
				case 2:
					of = g.value
				}
			}
			names[id] = of
		case 4:
			for _, g := range fields(f.bytes) {
				if g.number == 1 {
					id = g.value
				} else if g.number == 4 {
					lines = append(lines, fields(g.bytes)[0].value)
				}
			}
			places[id] = lines
		}
	}
	for _, f := range fields(data) {
		switch f.number {
		case 1:
			kind := fields(f.bytes)
			p.types += texts[kind[0].value] + "/" + texts[kind[1].value] + " "
		case 2:
			var s sample
			for _, g := range fields(f.bytes) {
				switch g.number {
				case 1:
					for _, id := range numbers(g) {
						for _, function := range places[id] {
							s.stack += texts[names[function]] + " "
						}
					}
				case 2:
					s.values = append(s.values, numbers(g)...)
				}
			}
			p.samples = append(p.samples, s)
		}
	}
	return p
}

// total adds up the values of the samples whose stacks have a function.
func (p profile) total(function string, value int) (sum uint64) {
	for _, s := range p.samples {
		if strings.Contains(s.stack, function+" ") {
			sum += s.values[value]
		}
	}
	return sum
}

func written(name string) profile {
	var b bytes.Buffer
	if err := pprof.Lookup(name).WriteTo(&b, 0); err != nil {
		panic(err)
	}
	return read(b.Bytes())
}

//go:noinline
func leaf(n int) (s int) {
	for i := range n {
		s += i * i
	}
	return s
}

//go:noinline
func heavy() int { return leaf(3000000) }

//go:noinline
func light() int { return leaf(1000000) }

var kept [][]byte

//go:noinline
func alloc() { kept = append(kept, make([]byte, 1<<20)) }

var mu sync.Mutex

//go:noinline
func holder() {
	mu.Lock()
	time.Sleep(30 * time.Millisecond)
	mu.Unlock()
}

//go:noinline
func waiter() {
	mu.Lock()
	mu.Unlock()
}

//go:noinline
func receiver(c chan int) { <-c }

func counted() {
	runtime.SetBlockProfileRate(1)
	fmt.Println(runtime.SetMutexProfileFraction(1), runtime.SetMutexProfileFraction(-1))
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { defer wg.Done(); holder() }()
	time.Sleep(5 * time.Millisecond)
	go func() { defer wg.Done(); waiter() }()
	wg.Wait()
	c := make(chan int)
	go func() { time.Sleep(20 * time.Millisecond); close(c) }()
	receiver(c)
	runtime.SetBlockProfileRate(0)
	runtime.SetMutexProfileFraction(0)

	block, mutex := written("block"), written("mutex")
	fmt.Println(block.types + mutex.types + ".")
	ms := func(p profile, function string) uint64 { return p.total(function, 1) / 1e6 }
	fmt.Println(block.total("main.waiter", 0), ms(block, "main.waiter") >= 15, ms(block, "main.receiver") >= 15, ms(block, "main.holder"))
	fmt.Println(mutex.total("main.holder", 0), ms(mutex, "main.holder") >= 15, mutex.total("main.waiter", 0))
	n, ok := runtime.BlockProfile(nil)
	fmt.Println(n == len(block.samples), ok)
	records := make([]runtime.BlockProfileRecord, n)
	n, ok = runtime.BlockProfile(records)
	fmt.Println(n == len(records), ok, records[0].Count > 0, len(records[0].Stack()) > 1)
	var text strings.Builder
	pprof.Lookup("mutex").WriteTo(&text, 1)
	head, rest, _ := strings.Cut(text.String(), "\n")
	fmt.Println(head, strings.Contains(rest, "sampling period="), strings.Contains(rest, "main.holder"))
}

func main() {
	var b bytes.Buffer
	fmt.Println(pprof.StartCPUProfile(&b), pprof.StartCPUProfile(io.Discard))
	heavy()
	light()
	pprof.StopCPUProfile()
	pprof.StopCPUProfile()
	cpu := read(b.Bytes())
	fmt.Println(strings.HasPrefix(cpu.types, "samples/count "), strings.TrimSpace(cpu.types))
	total, most := cpu.total("main.leaf", 1), cpu.total("main.heavy", 1)
	fmt.Println(most*100 >= 70*total && most*100 <= 80*total, most+cpu.total("main.light", 1) == total)
	for _, s := range cpu.samples {
		if strings.Contains(s.stack, "main.leaf main.heavy main.main ") {
			fmt.Println("the whole stack")
		}
	}

	for range 5 {
		alloc()
	}
	runtime.GC()
	for _, name := range []string{"heap", "allocs"} {
		p := written(name)
		fmt.Println(name, strings.TrimSpace(p.types), p.total("main.alloc", 3)>>20)
	}
	c := make(chan int)
	for range 3 {
		go receiver(c)
	}
	time.Sleep(time.Millisecond)
	p := written("goroutine")
	fmt.Println(p.types, p.total("main.receiver", 0), p.total("main.main", 0))
	close(c)
	counted()

	own := pprof.NewProfile("own")
	own.Add("a", 0)
	own.Add("b", 0)
	p = written("own")
	fmt.Println(p.types, p.total("main.main", 0), strings.TrimSpace(written("threadcreate").types))
	names := []string{}
	for _, p := range pprof.Profiles() {
		names = append(names, p.Name())
	}
	sort.Strings(names)
	fmt.Println(names)
}

// Output:
// <nil> cpu profiling already in use
// true samples/count ticks/count
// true true
// the whole stack
// heap alloc_objects/count alloc_space/bytes inuse_objects/count inuse_space/bytes 5
// allocs alloc_objects/count alloc_space/bytes inuse_objects/count inuse_space/bytes 5
// goroutine/count  3 1
// 0 1
// contentions/count delay/nanoseconds contentions/count delay/nanoseconds .
// 1 true true 0
// 1 true 0
// true false
// true true true true
// --- mutex: true true
// own/count  2 threadcreate/count
// [allocs block goroutine heap mutex own threadcreate]
