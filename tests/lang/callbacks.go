// In which order functions of the library call the functions that they are given.
package main

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode"
)

func main() {
	x := []int{5, 3, 9, 1, 1, 7, 3, 3, 8}
	y := []int{5, 3, 9, 1, 2, 7}
	sorted := []int{1, 3, 3, 5, 7, 9, 11}
	p := func(name string) { fmt.Println(); fmt.Print(name, ":") }
	c := func(a, b int) int { fmt.Print(" ", a, ",", b); return cmp.Compare(a, b) }
	e := func(a, b int) bool { fmt.Print(" ", a, ",", b); return a == b }
	f := func(a int) bool { fmt.Print(" ", a); return a > 6 }
	for t := range 13 {
		p("Search")
		fmt.Print(sort.Search(7, func(i int) bool { fmt.Print(" ", i); return sorted[i] >= t }))
		p("Find")
		fmt.Print(sort.Find(7, func(i int) int { fmt.Print(" ", i); return t - sorted[i] }))
		p("BinarySearchFunc")
		fmt.Print(slices.BinarySearchFunc(sorted, t, c))
	}
	p("IsSortedFunc")
	slices.IsSortedFunc(x, c)
	slices.IsSortedFunc(sorted, c)
	p("SliceIsSorted")
	sort.SliceIsSorted(x, func(i, j int) bool { fmt.Print(" ", i, ",", j); return x[i] < x[j] })
	sort.SliceIsSorted(sorted, func(i, j int) bool { fmt.Print(" ", i, ",", j); return sorted[i] < sorted[j] })
	p("MinFunc")
	slices.MinFunc(x, c)
	p("MaxFunc")
	slices.MaxFunc(x, c)
	p("CompareFunc")
	slices.CompareFunc(x, y, c)
	p("EqualFunc")
	slices.EqualFunc(y, y, e)
	p("IndexFunc")
	slices.IndexFunc(x, f)
	p("ContainsFunc")
	slices.ContainsFunc(x, f)
	p("DeleteFunc")
	fmt.Print(slices.DeleteFunc(slices.Clone(x), f))
	p("CompactFunc")
	fmt.Print(slices.CompactFunc(slices.Clone(x), e))
	p("SortStableFunc")
	slices.SortStableFunc(slices.Clone(x), c)
	p("Sorted")
	fmt.Print(slices.SortedFunc(slices.Values(x), c))
	p("Chunk")
	for ch := range slices.Chunk(x, 4) {
		fmt.Print(ch)
	}
	p("maps")
	m := map[int]int{1: 2}
	maps.DeleteFunc(m, func(k, v int) bool { fmt.Print(k, v); return true })
	r := func(r rune) bool { fmt.Printf(" %q", r); return unicode.IsUpper(r) || r == ' ' }
	s := " aXb  cYé日本Z "
	p("strings.IndexFunc")
	strings.IndexFunc(s, r)
	p("LastIndexFunc")
	strings.LastIndexFunc(s, r)
	p("FieldsFunc")
	fmt.Printf("%q", strings.FieldsFunc(s, r))
	p("TrimFunc")
	strings.TrimFunc(s, r)
	p("TrimLeftFunc")
	strings.TrimLeftFunc(s, r)
	p("TrimRightFunc")
	strings.TrimRightFunc(s, r)
	p("ContainsFunc")
	strings.ContainsFunc(s, r)
	p("Map")
	strings.Map(func(x rune) rune { fmt.Printf(" %q", x); return x + 1 }, s)
	b := []byte(s)
	p("bytes.IndexFunc")
	bytes.IndexFunc(b, r)
	p("FieldsFunc")
	fmt.Printf("%q", bytes.FieldsFunc(b, r))
	p("TrimFunc")
	bytes.TrimFunc(b, r)
	p("Map")
	bytes.Map(func(x rune) rune { fmt.Printf(" %q", x); return x + 1 }, b)
	p("FieldsFuncSeq")
	for f := range strings.FieldsFuncSeq(s, r) {
		fmt.Printf("%q", f)
	}
	p("end")
	fmt.Println()
}

// Output:
//
// Search: 3 1 00
// Find: 3 1 0 00 false
// BinarySearchFunc: 5,0 3,0 1,0 1,00 false
// Search: 3 1 00
// Find: 3 1 0 00 true
// BinarySearchFunc: 5,1 3,1 1,1 1,10 true
// Search: 3 1 01
// Find: 3 1 0 11 false
// BinarySearchFunc: 5,2 3,2 1,2 3,21 false
// Search: 3 1 01
// Find: 3 1 0 11 true
// BinarySearchFunc: 5,3 3,3 1,3 3,31 true
// Search: 3 1 23
// Find: 3 1 2 33 false
// BinarySearchFunc: 5,4 3,4 3,4 5,43 false
// Search: 3 1 23
// Find: 3 1 2 33 true
// BinarySearchFunc: 5,5 3,5 3,5 5,53 true
// Search: 3 5 44
// Find: 3 5 4 44 false
// BinarySearchFunc: 5,6 9,6 7,6 7,64 false
// Search: 3 5 44
// Find: 3 5 4 44 true
// BinarySearchFunc: 5,7 9,7 7,7 7,74 true
// Search: 3 5 45
// Find: 3 5 4 55 false
// BinarySearchFunc: 5,8 9,8 7,8 9,85 false
// Search: 3 5 45
// Find: 3 5 4 55 true
// BinarySearchFunc: 5,9 9,9 7,9 9,95 true
// Search: 3 5 66
// Find: 3 5 6 66 false
// BinarySearchFunc: 5,10 9,10 11,10 11,106 false
// Search: 3 5 66
// Find: 3 5 6 66 true
// BinarySearchFunc: 5,11 9,11 11,11 11,116 true
// Search: 3 5 67
// Find: 3 5 67 false
// BinarySearchFunc: 5,12 9,12 11,127 false
// IsSortedFunc: 8,3 3,3 3,7 11,9 9,7 7,5 5,3 3,3 3,1
// SliceIsSorted: 8,7 7,6 6,5 6,5 5,4 4,3 3,2 2,1 1,0
// MinFunc: 3,5 9,3 1,3 1,1 7,1 3,1 3,1 8,1
// MaxFunc: 3,5 9,5 1,9 1,9 7,9 3,9 3,9 8,9
// CompareFunc: 5,5 3,3 9,9 1,1 1,2
// EqualFunc: 5,5 3,3 9,9 1,1 2,2 7,7
// IndexFunc: 5 3 9
// ContainsFunc: 5 3 9
// DeleteFunc: 5 3 9 1 1 7 3 3 8[5 3 1 1 3 3]
// CompactFunc: 3,5 9,3 1,9 1,1 7,1 3,7 3,3 8,3[5 3 9 1 7 3 8]
// SortStableFunc: 3,5 9,5 1,9 1,5 1,3 1,9 1,5 1,3 1,1 7,9 7,5 3,9 3,7 3,5 3,3 3,9 3,7 3,5 3,3 8,9 8,7
// Sorted: 3,5 9,5 1,9 1,5 1,3 1,9 1,5 1,3 1,1 7,9 7,5 3,9 3,7 3,5 3,3 3,9 3,7 3,5 3,3 8,9 8,7[1 1 3 3 3 5 7 8 9]
// Chunk:[5 3 9 1][1 7 3 3][8]
// maps:1 2
// strings.IndexFunc: ' '
// LastIndexFunc: ' '
// FieldsFunc: ' ' 'a' 'X' 'b' ' ' ' ' 'c' 'Y' 'é' '日' '本' 'Z' ' '["a" "b" "c" "é日本"]
// TrimFunc: ' ' 'a' ' ' 'Z' '本'
// TrimLeftFunc: ' ' 'a'
// TrimRightFunc: ' ' 'Z' '本'
// ContainsFunc: ' '
// Map: ' ' 'a' 'X' 'b' ' ' ' ' 'c' 'Y' 'é' '日' '本' 'Z' ' '
// bytes.IndexFunc: ' '
// FieldsFunc: ' ' 'a' 'X' 'b' ' ' ' ' 'c' 'Y' 'é' '日' '本' 'Z' ' '["a" "b" "c" "é日本"]
// TrimFunc: ' ' 'a' ' ' 'Z' '本'
// Map: ' ' 'a' 'X' 'b' ' ' ' ' 'c' 'Y' 'é' '日' '本' 'Z' ' '
// FieldsFuncSeq: ' ' 'a' 'X'"a" 'b' ' '"b" ' ' 'c' 'Y'"c" 'é' '日' '本' 'Z'"é日本" ' '
// end:
