// A loop for the debugger's figures: line 11 is where breakpoints are, step is called each time round, idle is never written.
package main

import (
	"os"
	"strconv"
)

func step(i int) int {
	r := i * 3
	return r & 1023
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	sum, idle := 0, 7
	for i := 0; i < n; i++ {
		sum += step(i)
	}
	println(sum, idle)
}
