package main

import "fmt"

type node struct {
	val  int
	next *node
}

type age uint8

var (
	table = [4]int32{1, 2, 3, 4}
	x     = 5
)

func visit(p *int32, n uint8) int32 {
	*p++
	return *p + int32(n)
}

func main() {
	type local struct{ a, b int64 }
	pair := [2]local{{1, 2}, {3, 4}}
	list := []*node{{1, nil}, {2, nil}}
	old := age(7)
	for i := range table {
		fmt.Println(visit(&table[i], uint8(i)), pair[0].b, list[0].val, old)
	}
}
