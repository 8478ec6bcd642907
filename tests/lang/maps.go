package main

import (
	"fmt"
	"sort"
)

type key struct {
	a int
	b string
}

func main() {
	m := map[string]int{"one": 1, "two": 2}
	m["three"] = 3
	v, ok := m["two"]
	fmt.Println(v, ok, len(m))
	v, ok = m["four"]
	fmt.Println(v, ok)
	delete(m, "one")
	m["two"] += 10
	m["x"]++
	fmt.Println(m)
	ks := make([]string, 0)
	for k := range m {
		ks = append(ks, k)
	}
	sort.Strings(ks)
	fmt.Println(ks)
	km := map[key]float64{{1, "a"}: 1.5}
	km[key{2, "b"}] = 2.5
	fmt.Println(km[key{1, "a"}], km[key{2, "b"}], km[key{3, ""}])
	im := map[interface{}]string{1: "int", "s": "string", 1.5: "float"}
	fmt.Println(im[1], im["s"], im[1.5], im[2])
	big := make(map[int]int)
	for i := 0; i < 10000; i++ {
		big[i] = i * i
	}
	sum := 0
	for k, v := range big {
		if k*k != v {
			panic("bad")
		}
		sum++
		if k%2 == 0 {
			delete(big, k)
		}
	}
	fmt.Println(len(big), sum <= 10000)
	mm := map[string][]int{}
	mm["a"] = append(mm["a"], 1, 2)
	fmt.Println(mm)
	ms := map[string]map[string]bool{"x": {"y": true}}
	fmt.Println(ms["x"]["y"], ms["z"]["w"])
	clear(m)
	fmt.Println(len(m))
	var nm map[string]int
	fmt.Println(nm["q"], len(nm))
	defer func() { fmt.Println(recover()) }()
	nm["a"] = 1
}

// Output:
// 2 true 3
// 0 false
// map[three:3 two:12 x:1]
// [three two x]
// 1.5 2.5 0
// int string float 
// 5000 true
// map[a:[1 2]]
// true false
// 0
// 0 0
// assignment to entry in nil map
