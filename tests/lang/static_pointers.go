// What initial values of package variables point at is laid out before the program runs. What the program stores there later
// lives as long as it is there.
package main

import (
	"fmt"
	"runtime"
)

type node struct {
	name string
	next *node
	any  any
}

var (
	head    = &node{name: "head"}
	list    = []*node{{name: "a", next: &node{name: "b"}}, nil, {}}
	words   = []string{"constant", "", ""}
	nested  = &struct{ rows []struct{ cells []*int } }{rows: []struct{ cells []*int }{{cells: []*int{nil, nil}}, {}}}
	table   = &[2]map[string]int{}
	numbers = []int{1, 2, 3}
)

func fill() {
	head.next = &node{name: "second", any: []int{1, 2}}
	head.any = fmt.Sprint("boxed ", len(words))
	list[0].next.next = &node{name: "c"}
	list[1] = &node{name: "new"}
	list[2].any = &node{name: "inner"}
	words[1] = fmt.Sprint("made ", 1)
	n := 42
	nested.rows[0].cells[1] = &n
	nested.rows[1].cells = append(nested.rows[1].cells, &n)
	table[1] = map[string]int{"k": 7}
	numbers[2] = 30
}

func main() {
	fill()
	for i := 0; i < 3; i++ {
		runtime.GC()
		for k := 0; k < 200; k++ {
			_ = fmt.Sprint("garbage ", k, []int{k}, &node{})
		}
	}
	fmt.Println(head.next.name, head.next.any, head.any)
	fmt.Println(list[0].name, list[0].next.name, list[0].next.next.name, list[1].name, list[2].any.(*node).name)
	fmt.Printf("%q\n", words)
	fmt.Println(*nested.rows[0].cells[1], *nested.rows[1].cells[0], table[1], numbers)
	head, list = nil, nil
	runtime.GC()
}

// Output:
// second [1 2] boxed 3
// a b c new inner
// ["constant" "made 1" ""]
// 42 42 map[k:7] [1 2 30]
