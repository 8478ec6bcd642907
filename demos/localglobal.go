// The lesson's last section: a local variable is faster than a global one, and why.
//
//	strata run demos/localglobal.go                              how much, in nanoseconds
//	strata -batch -x demos/localglobal.strata demos/localglobal.go   why: what each access costs, counted
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

var global int

// Each turn adds to a variable of this frame: instructions name its slot.
func countLocal(n int) int {
	local := 0
	for i := 0; i < n; i++ {
		local++
	}
	return local
}

// Each turn reads the variable from the data segment and writes it back.
func countGlobal(n int) int {
	global = 0
	for i := 0; i < n; i++ {
		global++
	}
	return global
}

func measure(name string, count func(int) int, n int) {
	start := time.Now()
	count(n)
	each := float64(time.Since(start).Nanoseconds()) / float64(n)
	fmt.Printf("%-6s  %.2f ns per iteration\n", name, each)
}

func main() {
	n := 10000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	measure("local", countLocal, n)
	measure("global", countGlobal, n)
}
