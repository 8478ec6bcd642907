// GCStress: 100000
package main

import (
	"fmt"
	"runtime"
	"time"
	"weak"
)

type item struct {
	n    int
	next *item
}

// Thousands of finalizers and cleanups run one after another; the goroutine that runs them is not counted.
func main() {
	const n = 20000
	ran, cleaned, sum := 0, 0, 0
	weaks := make([]weak.Pointer[item], 0, n)
	for i := 0; i < n; i++ {
		it := &item{n: i}
		weaks = append(weaks, weak.Make(it))
		if i%2 == 0 {
			runtime.SetFinalizer(it, func(it *item) { ran++; sum += it.n })
		} else {
			runtime.AddCleanup(it, func(int) { cleaned++ }, i)
		}
	}
	for i := 0; i < 100 && ran+cleaned < n; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	gone := 0
	for _, w := range weaks {
		if w.Value() == nil {
			gone++
		}
	}
	fmt.Println(ran, cleaned, sum, gone, runtime.NumGoroutine())
}

// Output:
// 10000 10000 99990000 20000 1
