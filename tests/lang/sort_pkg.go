package main

import (
	"fmt"
	"slices"
	"sort"
)


func main() {
	xs := []int{5, 2, 8, 1, 9, 3}
	sort.Ints(xs)
	fmt.Println(xs, sort.SearchInts(xs, 8))
	ps := []struct {
		n string
		a int
	}{{"bob", 30}, {"al", 25}, {"cy", 30}, {"di", 25}}
	sort.SliceStable(ps, func(i, j int) bool { return ps[i].a < ps[j].a })
	fmt.Println(ps)
	ss := sort.StringSlice{"c", "a", "b"}
	sort.Sort(sort.Reverse(ss))
	fmt.Println(ss)
	big := make([]int, 5000)
	for i := range big {
		big[i] = (i * 7919) % 5000
	}
	slices.Sort(big)
	fmt.Println(slices.IsSorted(big), big[0], big[4999])
	i, ok := slices.BinarySearch(big, 1234)
	fmt.Println(i, ok)
}

// Output:
// [1 2 3 5 8 9] 4
// [{al 25} {di 25} {bob 30} {cy 30}]
// [c b a]
// true 0 4999
// 1234 true
