package main

import (
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strings"
)

var kept [][]byte

func read(name string) uint64 {
	s := []metrics.Sample{{Name: name}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	all := metrics.All()
	names := []string{}
	samples := make([]metrics.Sample, 0, len(all))
	for _, d := range all {
		names = append(names, d.Name)
		samples = append(samples, metrics.Sample{Name: d.Name})
		if d.Description == "" || strings.Count(d.Name, ":") != 1 {
			fmt.Println("bad:", d)
		}
	}
	fmt.Println(slices.IsSorted(names), len(names) > 15)
	metrics.Read(samples)
	for i, s := range samples {
		if s.Value.Kind() != all[i].Kind {
			fmt.Println("bad:", s)
		}
	}

	bytes, objects := read("/gc/heap/allocs:bytes"), read("/gc/heap/allocs:objects")
	for range 100 {
		kept = append(kept, make([]byte, 10000))
	}
	bytes, objects = read("/gc/heap/allocs:bytes")-bytes, read("/gc/heap/allocs:objects")-objects
	fmt.Println(bytes > 900000, objects > 90)
	freed := read("/gc/heap/frees:bytes")
	kept = nil
	forced := read("/gc/cycles/forced:gc-cycles")
	runtime.GC()
	runtime.GC()
	fmt.Println(read("/gc/heap/frees:bytes")-freed >= 1000000, read("/gc/cycles/forced:gc-cycles")-forced)
	cycles := []metrics.Sample{{Name: "/gc/cycles/total:gc-cycles"}, {Name: "/gc/cycles/forced:gc-cycles"}, {Name: "/gc/cycles/automatic:gc-cycles"}}
	metrics.Read(cycles)
	fmt.Println(cycles[0].Value.Uint64() == cycles[1].Value.Uint64()+cycles[2].Value.Uint64())
	fmt.Println(read("/gc/gogc:percent"), debug.SetGCPercent(50), read("/gc/gogc:percent"))
	fmt.Println(read("/gc/gomemlimit:bytes") == math.MaxInt64, debug.SetMemoryLimit(1<<40) == math.MaxInt64, read("/gc/gomemlimit:bytes"))

	before := read("/sched/goroutines:goroutines")
	stop := make(chan bool)
	for range 3 {
		go func() { <-stop }()
	}
	fmt.Println(read("/sched/goroutines:goroutines")-before, read("/sched/gomaxprocs:threads") == uint64(runtime.GOMAXPROCS(0)))
	close(stop)

	var v metrics.Value
	fmt.Println(v.Kind() == metrics.KindBad)
	s := []metrics.Sample{{Name: "/no/such:thing"}, {Name: "/gc/heap/objects:objects"}}
	metrics.Read(s)
	fmt.Println(s[0].Value.Kind(), s[1].Value.Kind(), s[1].Value.Uint64() > 0)
	try(func() { v.Uint64() })
	try(func() { s[1].Value.Float64() })
	try(func() { s[1].Value.Float64Histogram() })
}

// Output:
// true true
// true true
// true 2
// true
// 100 100 50
// true true 1099511627776
// 3 true
// true
// 0 1 true
// called Uint64 on non-uint64 metric value
// called Float64 on non-float64 metric value
// called Float64Histogram on non-Float64Histogram metric value
