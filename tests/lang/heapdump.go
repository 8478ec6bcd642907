package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

type node struct {
	next *node
	mark [40]byte
}

type reader struct {
	*bufio.Reader
	at int
}

func (r *reader) n() uint64 {
	v, err := binary.ReadUvarint(r)
	if err != nil {
		panic(err)
	}
	return v
}

func (r *reader) skip(n int) {
	for range n {
		r.n()
	}
}

func (r *reader) text() string {
	b := make([]byte, r.n())
	if _, err := io.ReadFull(r, b); err != nil {
		panic(err)
	}
	return string(b)
}

func (r *reader) fields() (offsets []uint64) {
	for {
		switch kind := r.n(); kind {
		case 0:
			return
		case 1:
			offsets = append(offsets, r.n())
		default:
			panic(kind)
		}
	}
}

type object struct {
	text   string
	fields []uint64
}

type dump struct {
	objects    map[uint64]object
	ranges     []object
	frames     []string
	counts     map[uint64]int
	global     *object
	samples    int
	start, end uint64
	alloc      uint64
	places     []string
}

// read takes a dump apart: every record of it, so that one that is not of the form is found.
func read(f io.Reader) *dump {
	r := &reader{Reader: bufio.NewReader(f)}
	head, _ := r.ReadString('\n')
	fmt.Printf("%q\n", head)
	d := &dump{objects: map[uint64]object{}, counts: map[uint64]int{}}
	for {
		tag := r.n()
		d.counts[tag]++
		switch tag {
		case 0:
			_, err := r.ReadByte()
			fmt.Println(err)
			return d
		case 1:
			addr := r.n()
			d.objects[addr] = object{r.text(), r.fields()}
		case 2:
			r.text()
			r.n()
		case 3:
			r.skip(2)
			r.text()
			r.n()
		case 4:
			r.skip(8)
			r.text()
			r.skip(4)
		case 5:
			r.skip(3)
			o := object{text: r.text()}
			r.skip(3)
			d.frames = append(d.frames, r.text())
			o.fields = r.fields()
			d.ranges = append(d.ranges, o)
		case 6:
			fmt.Println(r.n(), r.n())
			d.start, d.end = r.n(), r.n()
			fmt.Println(r.text())
			r.text()
			r.n()
		case 7, 11:
			r.skip(5)
		case 8:
			r.skip(2)
		case 9:
			r.skip(3)
		case 10:
			d.alloc = r.n()
			r.skip(23 + 256 + 1)
		case 12, 13:
			r.n()
			d.ranges = append(d.ranges, object{r.text(), r.fields()})
		case 14:
			r.skip(7)
		case 15:
			r.skip(6)
		case 16:
			r.skip(2)
			for range r.n() {
				d.places = append(d.places, r.text())
				r.text()
				r.n()
			}
			r.skip(2)
		case 17:
			r.n()
			r.n()
		default:
			panic(tag)
		}
	}
}

func (d *dump) word(o object, offset uint64) uint64 {
	return binary.LittleEndian.Uint64([]byte(o.text[offset:]))
}

// reach counts the marked nodes to which pointers lead from o.
func (d *dump) reach(o object) int {
	n := 0
	for _, f := range o.fields {
		if f+8 > uint64(len(o.text)) {
			panic("a field outside")
		}
		if next, ok := d.objects[d.word(o, f)]; ok && strings.Contains(next.text, "this is one of the nodes") {
			n = max(n, 1+d.reach(next))
		}
	}
	return n
}

func list(n int) (head *node) {
	for range n {
		head = &node{next: head}
		copy(head.mark[:], "this is one of the nodes")
	}
	return head
}

var global *node

//go:noinline
func waiter(c chan bool) { <-c }

func main() {
	global = list(5)
	local := list(7)
	go waiter(make(chan bool))
	last := list(1)
	runtime.SetFinalizer(last, func(*node) {})
	time.Sleep(10 * time.Millisecond)
	f, err := os.CreateTemp("", "dump")
	if err != nil {
		panic(err)
	}
	defer os.Remove(f.Name())
	runtime.GC()
	debug.WriteHeapDump(f.Fd())
	f.Seek(0, 0)
	d := read(f)
	longest := map[int]bool{}
	for _, o := range d.ranges {
		longest[d.reach(o)] = true
	}
	fmt.Println(longest[5], longest[7], longest[8])
	for addr := range d.objects {
		if addr < d.start || addr >= d.end {
			fmt.Println("outside", addr)
		}
	}
	names := strings.Join(d.frames, " ")
	fmt.Println(strings.Contains(names, "main.main"), strings.Contains(names, "main.waiter"))
	fmt.Println(d.counts[6], d.counts[10], d.counts[12], d.counts[13], d.counts[4] >= 2, d.counts[7]+d.counts[11] > 0, d.counts[8] > 0, d.alloc > 0)
	runtime.KeepAlive(local)
	runtime.KeepAlive(last)
	debug.WriteHeapDump(1 << 20)
	fmt.Println("still here")
}

// Output:
// "go1.7 heap dump\n"
// 0 8
// amd64
// EOF
// true true false
// true true
// 1 1 1 1 true true true true
// still here
