package main

import (
	"fmt"
)


func main() {
	type V struct{ n int; s []string }
	m := map[string]V{}
	v := m["x"]
	v.n++
	v.s = append(v.s, "q")
	m["x"] = v
	mp := map[string]*V{"p": {n: 1}}
	mp["p"].n += 5
	fmt.Println(m, mp["p"].n, len(mp))
	x, ok := m["nope"]
	fmt.Println(x, ok)
	if v, ok := m["x"]; ok {
		fmt.Println(v.s[0])
	}
	var ifm = map[any]int{1: 1, "a": 2, [2]int{1, 2}: 3, nil: 4}
	fmt.Println(ifm[[2]int{1, 2}], ifm[nil], ifm[int64(1)])
	defer func() { fmt.Println(recover()) }()
	ifm[[]int{1}] = 1
}

// Output:
// map[x:{1 [q]}] 6 1
// {0 []} false
// q
// 3 4 0
// runtime error: hash of unhashable type []int
