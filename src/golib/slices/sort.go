package slices

import (
	"cmp"
	"internal/rt"
)

// Sort sorts a slice of any ordered type in ascending order, NaNs before other values. Equal
// elements cannot be told apart, so the common types are sorted by natives.
func Sort[S ~[]E, E cmp.Ordered](x S) {
	switch v := any([]E(x)).(type) {
	case []int:
		rt.SortInts(v)
	case []string:
		rt.SortStrings(v)
	case []float64:
		rt.SortFloats(v)
	default:
		SortStableFunc(x, cmp.Compare[E])
	}
}

// SortFunc sorts the slice x in ascending order as determined by the cmp function.
func SortFunc[S ~[]E, E any](x S, cmp func(a, b E) int) {
	SortStableFunc(x, cmp)
}

// SortStableFunc sorts the slice x while keeping the original order of equal elements: merge sort,
// which calls cmp least often.
func SortStableFunc[S ~[]E, E any](x S, cmp func(a, b E) int) {
	if len(x) <= small {
		insertionSort(x, cmp)
		return
	}
	mergeSort(x, make([]E, (len(x)+1)/2), cmp)
}

// small is the length up to which insertion sort is used.
const small = 12

func insertionSort[E any](x []E, cmp func(a, b E) int) {
	for i := 1; i < len(x); i++ {
		v := x[i]
		j := i
		for ; j > 0 && cmp(v, x[j-1]) < 0; j-- {
			x[j] = x[j-1]
		}
		x[j] = v
	}
}

// mergeSort sorts x; spare is at least half as long.
func mergeSort[E any](x, spare []E, cmp func(a, b E) int) {
	if len(x) <= small {
		insertionSort(x, cmp)
		return
	}
	mid := len(x) / 2
	mergeSort(x[:mid], spare, cmp)
	mergeSort(x[mid:], spare, cmp)
	if cmp(x[mid], x[mid-1]) >= 0 {
		return
	}
	left := spare[:mid]
	copy(left, x)
	i, j, k := 0, mid, 0
	for i < mid && j < len(x) {
		if cmp(x[j], left[i]) < 0 {
			x[k] = x[j]
			j++
		} else {
			x[k] = left[i]
			i++
		}
		k++
	}
	copy(x[k:], left[i:])
	clear(left)
}

// IsSorted reports whether x is sorted in ascending order.
func IsSorted[S ~[]E, E cmp.Ordered](x S) bool {
	for i := len(x) - 1; i > 0; i-- {
		if cmp.Less(x[i], x[i-1]) {
			return false
		}
	}
	return true
}

// IsSortedFunc reports whether x is sorted in ascending order, with cmp as the comparison function.
func IsSortedFunc[S ~[]E, E any](x S, cmp func(a, b E) int) bool {
	for i := len(x) - 1; i > 0; i-- {
		if cmp(x[i], x[i-1]) < 0 {
			return false
		}
	}
	return true
}

// Min returns the minimal value in x; it panics if x is empty; a NaN makes the result NaN.
func Min[S ~[]E, E cmp.Ordered](x S) E {
	if len(x) < 1 {
		panic("slices.Min: empty list")
	}
	m := x[0]
	for _, v := range x[1:] {
		m = min(m, v)
	}
	return m
}

// MinFunc returns the first minimal value in x, using cmp to compare elements.
func MinFunc[S ~[]E, E any](x S, cmp func(a, b E) int) E {
	if len(x) < 1 {
		panic("slices.MinFunc: empty list")
	}
	m := x[0]
	for _, v := range x[1:] {
		if cmp(v, m) < 0 {
			m = v
		}
	}
	return m
}

// Max returns the maximal value in x; it panics if x is empty; a NaN makes the result NaN.
func Max[S ~[]E, E cmp.Ordered](x S) E {
	if len(x) < 1 {
		panic("slices.Max: empty list")
	}
	m := x[0]
	for _, v := range x[1:] {
		m = max(m, v)
	}
	return m
}

// MaxFunc returns the first maximal value in x, using cmp to compare elements.
func MaxFunc[S ~[]E, E any](x S, cmp func(a, b E) int) E {
	if len(x) < 1 {
		panic("slices.MaxFunc: empty list")
	}
	m := x[0]
	for _, v := range x[1:] {
		if cmp(v, m) > 0 {
			m = v
		}
	}
	return m
}

// BinarySearch searches for target in a sorted slice and returns the earliest position where
// target is found, or the position where target would appear, and whether it is really there.
func BinarySearch[S ~[]E, E cmp.Ordered](x S, target E) (int, bool) {
	lo, hi := 0, len(x)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if cmp.Less(x[mid], target) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < len(x) && cmp.Compare(x[lo], target) == 0
}

// BinarySearchFunc works like BinarySearch, but uses a custom comparison function.
func BinarySearchFunc[S ~[]E, E, T any](x S, target T, cmp func(E, T) int) (int, bool) {
	lo, hi := 0, len(x)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if cmp(x[mid], target) < 0 {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < len(x) && cmp(x[lo], target) == 0
}
