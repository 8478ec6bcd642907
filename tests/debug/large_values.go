package main

import "fmt"

type Big struct {
	a [200000]int
	n int
}

var gb Big

func mk(k int) Big { var b Big; b.a[3] = k; b.n = k; return b }
func two(k int) (Big, error) { return mk(k), nil }

func main() {
	p := &Big{n: 7}
	pa := &p.a
	m := map[string]Big{"x": {n: 3}}
	pa[5] = 9
	s := []*Big{p}
	fmt.Println(len(m), len(s))
}
