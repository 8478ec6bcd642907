// What is compared and swapped while sorting, and so where equal elements end up, is what it is in Go.
package main

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
)

type noted struct {
	x   []int
	log *[]int
}

func (n noted) Len() int           { return len(n.x) }
func (n noted) Less(i, j int) bool { *n.log = append(*n.log, i, j, 0); return n.x[i] < n.x[j] }
func (n noted) Swap(i, j int)      { *n.log = append(*n.log, i, j, 1); n.x[i], n.x[j] = n.x[j], n.x[i] }

func killer(n int) []int { // median of three killer
	x := make([]int, n)
	k := n / 2
	for i := 1; i <= k; i++ {
		if i%2 == 1 {
			x[i-1], x[i] = i, k+i
		}
		x[k+i-1] = 2 * i
	}
	return x
}

func pattern(pat, n int, rnd func(int) int) []int {
	base := make([]int, n)
	for i := range base {
		switch pat {
		case 0:
			base[i] = rnd(1000000)
		case 1:
			base[i] = rnd(3)
		case 2:
			base[i] = i
		case 3:
			base[i] = -i
		case 4:
			base[i] = i ^ 1
		case 5:
			base[i] = i % 10
		case 6:
			base[i] = min(i, n-i)
		}
	}
	if pat == 7 && n > 4 {
		base = killer(n &^ 1)
	}
	return base
}

func main() {
	x := uint64(1)
	rnd := func(n int) int { x = x*6364136223846793005 + 1442695040888963407; return int(x>>33) % n }
	for pat := range 8 {
		var sort1, slice, sortFunc, stable, sliceStable, stableFunc []int
		for n := 0; n < 1000; n += 1 + n/5 {
			base := pattern(pat, n, rnd)
			sort.Sort(noted{slices.Clone(base), &sort1})
			sort.Stable(noted{slices.Clone(base), &stable})
			c := slices.Clone(base)
			sort.Slice(c, func(i, j int) bool { slice = append(slice, i, j); return c[i] < c[j] })
			c = slices.Clone(base)
			sort.SliceStable(c, func(i, j int) bool { sliceStable = append(sliceStable, i, j); return c[i] < c[j] })
			slices.SortFunc(slices.Clone(base), func(p, q int) int { sortFunc = append(sortFunc, p, q); return cmp.Compare(p, q) })
			slices.SortStableFunc(slices.Clone(base), func(p, q int) int { stableFunc = append(stableFunc, p, q); return cmp.Compare(p, q) })
		}
		fmt.Println(pat, sum(sort1), sum(slice), sum(sortFunc), sum(stable), sum(sliceStable), sum(stableFunc))
	}
}

func sum(log []int) string {
	h := uint32(2166136261)
	for _, v := range log {
		h = (h ^ uint32(v)) * 16777619
	}
	return fmt.Sprintf("%d:%08x", len(log), h)
}

// GCStress: 500
// Output:
// 0 194190:e47d0185 95546:f53dc589 95546:7cd76efe 421761:90c86dca 116034:6b97a4fc 116034:ae793111
// 1 55320:3caf7b61 32288:066b4fce 32288:cefb9661 232845:c721960a 63886:da90d656 63886:9122c92e
// 2 16851:015d35bc 11234:9df1e4e4 11234:9df1e4e4 20310:3ab66421 13540:f9a057d9 13540:f9a057d9
// 3 27519:fbf7b723 12340:712ab08e 12340:96b0c8e0 366804:1b8d1030 105074:0d78945d 105074:9e5d3e23
// 4 138957:025bd603 80916:af3e9cbd 80916:53e20378 35697:060eb155 18384:625e667d 18384:ad1ae766
// 5 100320:180056da 56868:457dd279 56868:931ddaeb 282159:9b8d3a9d 74780:ac8d2001 74780:5d3cfdbc
// 6 179241:210500a1 87944:639e5acc 87944:6ed9d70f 256929:eebb622c 75438:e687fcdf 75438:289bce1f
// 7 142575:d27163bd 72566:f8fee53c 72566:95deae0c 150516:b0ae72c4 48132:9c0abe2e 48132:f4f17aa7
