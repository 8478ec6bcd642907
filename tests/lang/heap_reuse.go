// What many small objects have left is room for large ones, and what large ones leave for small ones: the heap does not
// grow though each round wants other sizes than the one before.
package main

import (
	"fmt"
	"runtime"
)

const size = 32 << 20

var small [][]byte
var large []byte

func fill(each int) {
	small = nil
	for n := 0; n < size; n += each {
		small = append(small, make([]byte, each))
	}
	small = nil
}

func mapped() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapSys
}

func main() {
	fill(1024)
	before := mapped()
	for round := 1; round <= 6; round++ {
		large = make([]byte, size-size/8)
		large[len(large)-1] = 1
		mapped()
		large = nil
		mapped()
		fill(1000 * round)
		mapped()
	}
	after := mapped()
	fmt.Println("trebled:", after >= 3*before)
}

// Output:
// trebled: false
// GCStress: 20000
