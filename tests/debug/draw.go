package main

type list struct {
	val  int
	next *list
}

type tree struct {
	key         int
	left, right *tree
}

type ring struct {
	n          int
	next, prev *ring
}

type pair struct{ a, b *list }

var roots [2]*tree
var table = map[string]*list{}
var shape any

func build(lo, hi int) *tree {
	if lo > hi {
		return nil
	}
	mid := (lo + hi) / 2
	return &tree{mid, build(lo, mid-1), build(mid+1, hi)}
}

func chain(n int) (l *list) {
	for i := n; i > 0; i-- {
		l = &list{i, l}
	}
	return l
}

func circle(n int) *ring {
	first := &ring{n: 1}
	last := first
	for i := 2; i <= n; i++ {
		r := &ring{n: i, prev: last}
		last.next = r
		last = r
	}
	last.next = first
	first.prev = last
	return first
}

func inner(n *list, s []int) int {
	shared := len(s)
	f := func() { shared += n.val }
	f()
	return shared
}

func main() {
	l := chain(3)
	long := chain(30)
	t := build(1, 7)
	big := build(1, 30)
	r := circle(3)
	s := []int{1, 2, 3}
	both := pair{l, l.next}
	shape = pair{nil, l}
	table["one"] = l
	n := inner(l, s)
	println(n, long.val, t.key, big.key, r.n, both.a.val)
}
