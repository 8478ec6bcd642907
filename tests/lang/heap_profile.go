package main

import (
	"fmt"
	"runtime"
	"strings"
)

type node struct{ data [96]byte }

var kept []*node

//go:noinline
func leaf(keep bool) {
	n := new(node)
	if keep {
		kept = append(kept, n)
	} else {
		hidden = n
	}
}

var hidden *node

//go:noinline
func keeps(n int) {
	for range n {
		leaf(true)
	}
}

//go:noinline
func drops(n int) {
	for range n {
		leaf(false)
	}
	hidden = nil
}

func names(stack []uintptr) (list []string) {
	for frames := runtime.CallersFrames(stack); ; {
		f, more := frames.Next()
		list = append(list, f.Function)
		if !more {
			return list
		}
	}
}

// nodes tells what was counted of nodes that were allocated by leaf, which `by` called.
func nodes(by string, inuseZero bool) (r runtime.MemProfileRecord, stacks int) {
	records := make([]runtime.MemProfileRecord, 10000)
	n, ok := runtime.MemProfile(records, inuseZero)
	if !ok {
		panic(n)
	}
	for _, one := range records[:n] {
		list := strings.Join(names(one.Stack()), " ")
		if strings.Contains(list, "main.leaf "+by+" main.main runtime.main") && one.AllocBytes == 96*one.AllocObjects {
			r.AllocObjects += one.AllocObjects
			r.FreeObjects += one.FreeObjects
			r.AllocBytes += one.AllocBytes
			r.FreeBytes += one.FreeBytes
			stacks++
		}
	}
	return r, stacks
}

func show(by string, inuseZero bool) {
	r, stacks := nodes(by, inuseZero)
	fmt.Println(by, stacks, r.AllocObjects, r.AllocBytes, r.FreeObjects, r.FreeBytes, r.InUseObjects(), r.InUseBytes())
}

// within tells whether what a sample says of n objects of 96 bytes, of one in rate bytes, is near enough.
func within(objects, n, rate float64) bool {
	want := n * 96 / rate
	return objects > want*0.8 && objects < want*1.2
}

func main() {
	runtime.MemProfileRate = 1
	keeps(1000)
	drops(500)
	runtime.MemProfileRate = 0
	keeps(100)
	runtime.GC()
	show("main.keeps", true)
	show("main.drops", true)
	show("main.drops", false)
	kept = nil
	runtime.GC()
	show("main.keeps", true)
	before, _ := nodes("main.drops", true)
	runtime.MemProfileRate = 1000
	drops(10000)
	runtime.MemProfileRate = 0
	after, _ := nodes("main.drops", true)
	fmt.Println(within(float64(after.AllocObjects-before.AllocObjects), 10000, 1048))
	runtime.MemProfileRate = -1
	drops(1000)
	last, _ := nodes("main.drops", true)
	fmt.Println(last.AllocObjects == after.AllocObjects)
}

// Output:
// main.keeps 1 1000 96000 0 0 1000 96000
// main.drops 1 500 48000 500 48000 0 0
// main.drops 0 0 0 0 0 0 0
// main.keeps 1 1000 96000 1000 96000 0 0
// true
// true
