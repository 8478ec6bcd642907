package main

import "fmt"

type Tree struct{ L, R *Tree }

func make_(d int) *Tree {
	if d == 0 {
		return &Tree{}
	}
	return &Tree{make_(d - 1), make_(d - 1)}
}
func (t *Tree) count() int {
	if t.L == nil {
		return 1
	}
	return 1 + t.L.count() + t.R.count()
}

func main() {
	long := make_(14)
	sum := 0
	for i := 0; i < 30; i++ {
		sum += make_(12).count()
	}
	m := map[string][]byte{}
	for i := 0; i < 20000; i++ {
		m[fmt.Sprint(i%500)] = make([]byte, 100)
	}
	fmt.Println(sum, long.count(), len(m))
	var head *Tree
	for i := 0; i < 200000; i++ {
		head = &Tree{L: head}
		if i%1000 == 0 {
			head = nil
		}
	}
	n := 0
	for t := head; t != nil; t = t.L {
		n++
	}
	fmt.Println(n)
}

// Output:
// 245730 32767 500
// 999
// GCStress: 300
