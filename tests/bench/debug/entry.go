// A loop that writes an entry of a map, for the debugger's figures: it begins in line 12.
package main

import (
	"os"
	"strconv"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	m := map[string]int{"k": 0}
	for i := 0; i < n; i++ {
		m["k"] = i
	}
	println(m["k"])
}
