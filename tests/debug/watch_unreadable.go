package main

type T struct {
	a int
	n *T
}

var p *T
var s []int
var m map[string][]int

func main() {
	t := T{1, nil}
	p = &t
	t.a = 2
	p = nil
	s = append(s, 4, 5)
	s[1] = 6
	s = nil
	m = map[string][]int{"k": {1}}
	m["k"][0] = 2
	delete(m, "k")
	println(t.a)
}
