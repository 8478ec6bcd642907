// What becomes of addresses that calls get: of the library, deferred, through unsafe.
package main

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"unsafe"
)

type pair struct{ a, b *int }

func keep(p *pair) *int { return p.a }

func library() string {
	var mu sync.Mutex
	var sb strings.Builder
	var shown strings.Builder
	mu.Lock()
	defer mu.Unlock()
	sb.WriteString("x")
	fmt.Fprint(&shown, "y")
	return sb.String()
}

func deferred() (n int) {
	v, w := 1, 2
	defer func() { fmt.Fprintln(os.Stdout, v) }()
	v++
	for range 2 {
		u := 3
		defer func() { u, w = w, u }()
	}
	return w
}

func through() (unsafe.Pointer, int) {
	x, y := 1, 2
	p := pair{&x, &y}
	return unsafe.Pointer(keep(&p)), *p.b
}

func main() {
	library()
	deferred()
	through()
}
