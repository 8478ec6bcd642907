package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

func released() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapReleased >> 20
}

var big []byte

func main() {
	before := released()
	big = make([]byte, 64<<20)
	for i := 0; i < len(big); i += 512 {
		big[i] = 1
	}
	big = nil
	debug.FreeOSMemory()
	fmt.Println(released()-before >= 60)
	for range 2 {
		big = make([]byte, 48<<20) // of what was given back: zeros
		for i := 0; i < len(big); i += 512 {
			if big[i] != 0 {
				panic("no zeros")
			}
		}
		big[1<<20] = 1
		fmt.Println(released()-before < 40)
		big = nil
		debug.FreeOSMemory()
		fmt.Println(released()-before >= 60)
	}
}

// GCStress: 1000
// Output:
// true
// true
// true
// true
// true
