// What the dump of the escape analysis tells: tags of parameters, allocations of each kind, variables.
package main

type node struct {
	val  int
	next *node
}

var kept *node

func id(p *node) *node { return p }

func second(p *node) *node { return p.next }

func third(p **node) *node { return (*p).next }

func keep(p *node) { kept = p }

func keepNext(p *node) { kept = p.next }

func write(p *node) { p.val++ }

func call(f func() int) int { return f() }

func callShown(f func() *node) *node { return f() }

func two(a, b *node) (x, y *node) { return b, a }

func length(p *node, _ *node, n int) int {
	for ; p != nil; p = p.next {
		n++
	}
	return n
}

type shower interface{ show() string }

func (n *node) show() string { return string(rune(n.val)) }

func kinds(n int, s string) (shower, []int) {
	a := &node{val: 1}
	b := new(node)
	c := []int{1, 2}
	d := make([]int, 4)
	e := make([]int, n)
	f := map[string]int{s: 1}
	g := func() int { return a.val + b.val + len(f) }
	h := a.show
	var i any = n
	j := append(d, c...)
	k := []byte(s + "!")
	defer write(b)
	go keep(a)
	return a, append(e, call(g), len(h()), i.(int), len(j), len(k))
}

func moved() *int {
	n, m := 1, 2
	p := &m
	*p++
	return &n
}

func main() {
	x, y := two(id(kept), second(kept))
	length(x, y, 0)
	third(&x)
	keepNext(y)
	kinds(*moved(), "text")
}
