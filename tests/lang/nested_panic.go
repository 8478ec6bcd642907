package main

import (
	"fmt"
	"os"
)

type E struct{ s string }

func (e E) Error() string { return "E:" + e.s }

func a() {
	defer fmt.Println("a deferred")
	b()
}
func b() {
	defer func() {
		r := recover()
		fmt.Println("b recovered", r)
		panic(fmt.Sprintf("again %v", r))
	}()
	panic(E{"first"})
}

func main() {
	defer os.Stdout.WriteString("main deferred\n")
	a()
}

// Output:
// b recovered E:first
// a deferred
// main deferred
// Status: 2
// Stderr: panic: E:first [recovered]
