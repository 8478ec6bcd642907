package main

type Mixed struct {
	flag bool
	size int64
	tag  byte
	next *Mixed
	last bool
}

var count int
var start = 7
var list = []int{1, 2, 3}
var shared *int
var at = &start

func work(n int) (sum int) {
	moved := n
	shared = &moved
	m := Mixed{size: 3}
	p := &m.size
	sum = moved + int(*p)
	m.next = &Mixed{}
	s := list[1:]
	by := 2
	step := func() {
		sum += by
		count += n
	}
	step()
	return sum + len(s)
}

func main() {
	println(work(4))
}
