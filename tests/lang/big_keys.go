// Keys of maps that are too large for frames.
package main

import (
	"fmt"
	"maps"
	"reflect"
)

type key [70_000]int

func made(i int) (k key) {
	k[i] = i
	return
}

func noted(i int) key {
	fmt.Print("key ", i, "; ")
	return made(i)
}

type board struct {
	name  string
	cells [10_000]string
}

func main() {
	m := map[key]int{}
	var k key
	m[k] = 1
	k[69_999] = 5
	m[k] = 2
	k[1]++
	m[k]++
	m[k] += 5
	v, ok := m[k]
	_, no := m[made(7)]
	fmt.Println(len(m), m[k], v, ok, no)
	k[1]--
	sum := 0
	for q, v := range m {
		sum += q[69_999]*100 + q[1]*10 + v
	}
	fmt.Println(sum)
	delete(m, k)
	fmt.Println(len(m), m[key{}], m[made(3)])
	m[noted(1)], m[noted(2)] = m[noted(3)]+1, m[noted(4)]+2
	fmt.Println(m[made(1)], m[made(2)], len(m))

	literal := map[key]string{{1: 2}: "a", {3: 4}: "b", made(9): "c"}
	fmt.Println(len(literal), literal[key{1: 2}], literal[made(9)])
	boxed := map[any]int{made(5): 1, key{}: 2, 7: 3}
	fmt.Println(boxed[made(5)], boxed[key{}], boxed[7], len(boxed))

	b := board{name: "b"}
	b.cells[9_999] = "end"
	boards := map[board]*board{b: &b}
	b.cells[9_999] = fmt.Sprint("e", "nd")
	fmt.Println(boards[b].name, len(boards))
	b.cells[0] = "start"
	fmt.Println(boards[b] == nil)

	r := reflect.ValueOf(m)
	fmt.Println(r.MapIndex(reflect.ValueOf(made(2))), r.MapIndex(reflect.ValueOf(made(8))).IsValid())
	r.SetMapIndex(reflect.ValueOf(made(8)), reflect.ValueOf(88))
	r.SetMapIndex(reflect.ValueOf(made(1)), reflect.Value{})
	fmt.Println(m[made(8)], len(m), maps.Equal(m, maps.Clone(m)))
	clear(m)
	fmt.Println(len(m))
	var none map[key]int
	fmt.Println(none[made(1)])
	defer func() { fmt.Println(recover()) }()
	none[noted(1)] = 1
}

// GCStress: 50
// Output:
// 3 6 6 true false
// 1019
// 2 1 0
// key 1; key 2; key 3; key 4; 1 2 4
// 3 a c
// 1 2 3 3
// b 1
// true
// 2 false
// 88 4 true
// 0
// 0
// key 1; assignment to entry in nil map
