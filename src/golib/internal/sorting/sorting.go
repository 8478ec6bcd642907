// Package sorting sorts as Go's sort and slices do: by pattern-defeating quicksort (Orson Peters), with the parameters that it
// has there since Go 1.19, and where equal elements keep their order by insertion sort of blocks and SymMerge (Kim and
// Kutzner, 2004). So equal elements end up where Go leaves them, and what is compared and swapped on the way is the same: a
// program sees both.
package sorting

import "math/bits"

// Data is a sequence to be sorted.
type Data interface {
	Less(i, j int) bool
	Swap(i, j int)
}

const (
	few          = 12 // up to so many elements insertion sort is used
	many         = 50 // from so many on a pivot is a median of medians
	samples      = 8  // from so many on a pivot is chosen at all
	medianSwaps  = 12 // what the median of medians swaps when the elements fall
	repairs      = 5  // pairs out of order that partly insertion sort puts right
	balanceShare = 8  // a side with less than 1/8 of the elements is unbalanced
	block        = 20 // so many elements insertion sort prepares for merging
)

// Sort sorts the first n elements.
func Sort[D Data](d D, n int) {
	sorter[D]{d}.sort(0, n, bits.Len(uint(n)))
}

// Stable sorts the first n elements; those that are equal keep their order.
func Stable[D Data](d D, n int) {
	s := sorter[D]{d}
	for lo := 0; lo < n; lo += block {
		s.insertion(lo, min(lo+block, n))
	}
	for size := block; size < n; size *= 2 {
		for lo := 0; lo+size < n; lo += 2 * size {
			s.merge(lo, lo+size, min(lo+2*size, n))
		}
	}
}

type sorter[D Data] struct {
	d D
}

// sort sorts [lo, hi). After `bad` unbalanced partitions it is done by a heap, so that no order of the elements makes it
// quadratic. What lies before lo is not greater than anything in it.
func (s sorter[D]) sort(lo, hi, bad int) {
	balanced, inOrder := true, true
	for hi-lo > few {
		if bad == 0 {
			s.heap(lo, hi)
			return
		}
		if !balanced {
			s.scatter(lo, hi)
			bad--
		}
		pivot, swaps := s.choose(lo, hi)
		rising := swaps == 0
		if swaps == medianSwaps { // it falls
			s.reverse(lo, hi)
			pivot = hi - 1 - (pivot - lo)
			rising = true
		}
		if balanced && inOrder && rising && s.repair(lo, hi) {
			return
		}
		if lo > 0 && !s.d.Less(lo-1, pivot) { // nothing is smaller than the pivot
			lo = s.skipEqual(lo, hi, pivot)
			continue
		}
		var mid int
		mid, inOrder = s.partition(lo, hi, pivot)
		left, right := mid-lo, hi-mid
		balanced = min(left, right) >= (hi-lo)/balanceShare
		if left < right {
			s.sort(lo, mid, bad)
			lo = mid + 1
		} else {
			s.sort(mid+1, hi, bad)
			hi = mid
		}
	}
	s.insertion(lo, hi)
}

func (s sorter[D]) insertion(lo, hi int) {
	for i := lo + 1; i < hi; i++ {
		s.sink(i, lo)
	}
}

// sink moves element i down, not beyond lo, to where it belongs among those before it, which are sorted.
func (s sorter[D]) sink(i, lo int) {
	for ; i > lo && s.d.Less(i, i-1); i-- {
		s.d.Swap(i, i-1)
	}
}

// meet moves i up over elements smaller than the one at pivot, then j down over the others, until they meet.
func (s sorter[D]) meet(i, j, pivot int) (int, int) {
	for i <= j && s.d.Less(i, pivot) {
		i++
	}
	for i <= j && !s.d.Less(j, pivot) {
		j--
	}
	return i, j
}

// partition puts what is smaller than the pivot before it and the rest behind, and returns its place; whole: it was so before.
func (s sorter[D]) partition(lo, hi, pivot int) (mid int, whole bool) {
	s.d.Swap(lo, pivot)
	i, j := s.meet(lo+1, hi-1, lo)
	for whole = i > j; i <= j; {
		s.d.Swap(i, j)
		i, j = s.meet(i+1, j-1, lo)
	}
	s.d.Swap(j, lo)
	return j, whole
}

// skipEqual puts what equals the pivot before the rest, and returns where that begins.
func (s sorter[D]) skipEqual(lo, hi, pivot int) int {
	s.d.Swap(lo, pivot)
	for i, j := lo+1, hi-1; ; i, j = i+1, j-1 {
		for i <= j && !s.d.Less(lo, i) {
			i++
		}
		for i <= j && s.d.Less(lo, j) {
			j--
		}
		if i > j {
			return i
		}
		s.d.Swap(i, j)
	}
}

// repair sorts what is sorted but for a few elements; false: there are more of them.
func (s sorter[D]) repair(lo, hi int) bool {
	i := lo + 1
	for range repairs {
		for i < hi && !s.d.Less(i, i-1) {
			i++
		}
		if i == hi {
			return true
		}
		if hi-lo < many {
			return false
		}
		s.d.Swap(i, i-1)
		if i-lo >= 2 {
			s.sink(i-1, 0)
		}
		if hi-i >= 2 {
			for j := i + 1; j < hi && s.d.Less(j, j-1); j++ {
				s.d.Swap(j, j-1)
			}
		}
	}
	return false
}

// scatter swaps three elements around the middle with others, to break what may have led to bad pivots.
func (s sorter[D]) scatter(lo, hi int) {
	n := hi - lo
	if n < samples {
		return
	}
	random := uint64(n)
	mask := uint(1)<<bits.Len(uint(n)) - 1
	for i := range 3 {
		random ^= random << 13 // Marsaglia's xorshift
		random ^= random >> 7
		random ^= random << 17
		other := int(uint(random) & mask)
		if other >= n {
			other -= n
		}
		s.d.Swap(lo+n/4*2-1+i, lo+other)
	}
}

// choose returns a pivot, and how often a smaller element lay behind a larger one among those it looked at.
func (s sorter[D]) choose(lo, hi int) (pivot, swaps int) {
	n := hi - lo
	i, j, k := lo+n/4, lo+n/4*2, lo+n/4*3
	if n >= samples {
		if n >= many {
			i = s.median(i-1, i, i+1, &swaps)
			j = s.median(j-1, j, j+1, &swaps)
			k = s.median(k-1, k, k+1, &swaps)
		}
		j = s.median(i, j, k, &swaps)
	}
	return j, swaps
}

func (s sorter[D]) median(a, b, c int, swaps *int) int {
	a, b = s.ordered(a, b, swaps)
	b, _ = s.ordered(b, c, swaps)
	_, b = s.ordered(a, b, swaps)
	return b
}

func (s sorter[D]) ordered(a, b int, swaps *int) (int, int) {
	if s.d.Less(b, a) {
		*swaps++
		return b, a
	}
	return a, b
}

func (s sorter[D]) reverse(lo, hi int) {
	for i, j := lo, hi-1; i < j; i, j = i+1, j-1 {
		s.d.Swap(i, j)
	}
}

func (s sorter[D]) heap(lo, hi int) {
	n := hi - lo
	for root := (n - 1) / 2; root >= 0; root-- {
		s.sift(lo, root, n)
	}
	for last := n - 1; last >= 0; last-- {
		s.d.Swap(lo, lo+last)
		s.sift(lo, 0, last)
	}
}

// sift moves the root down in the heap of n elements from lo on.
func (s sorter[D]) sift(lo, root, n int) {
	for {
		child := 2*root + 1
		if child >= n {
			return
		}
		if child+1 < n && s.d.Less(lo+child, lo+child+1) {
			child++
		}
		if !s.d.Less(lo+root, lo+child) {
			return
		}
		s.d.Swap(lo+root, lo+child)
		root = child
	}
}

// merge merges [lo, mid) and [mid, hi), both sorted and not empty, in place.
func (s sorter[D]) merge(lo, mid, hi int) {
	switch {
	case mid-lo == 1:
		to := s.first(mid, hi, func(i int) bool { return !s.d.Less(i, lo) })
		for i := lo; i < to-1; i++ {
			s.d.Swap(i, i+1)
		}
		return
	case hi-mid == 1:
		to := s.first(lo, mid, func(i int) bool { return s.d.Less(mid, i) })
		for i := mid; i > to; i-- {
			s.d.Swap(i, i-1)
		}
		return
	}
	// What is on the wrong side of the middle of both lies symmetrically around mid: its ends add up to sum.
	half := int(uint(lo+hi) >> 1)
	sum := half + mid
	from, to := lo, mid
	if mid > half {
		from, to = sum-hi, half
	}
	start := s.first(from, to, func(i int) bool { return s.d.Less(sum-1-i, i) })
	end := sum - start
	if start < mid && mid < end {
		s.rotate(start, mid, end)
	}
	if lo < start && start < half {
		s.merge(lo, start, half)
	}
	if half < end && end < hi {
		s.merge(half, end, hi)
	}
}

// first returns the first place in [lo, hi) for which is holds, hi if there is none; from it on is holds everywhere.
func (s sorter[D]) first(lo, hi int, is func(i int) bool) int {
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if is(mid) {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// rotate exchanges the neighbours [lo, mid) and [mid, hi): the shorter one is swapped to where it belongs, until both are as
// long.
func (s sorter[D]) rotate(lo, mid, hi int) {
	left, right := mid-lo, hi-mid
	for left != right {
		if left > right {
			s.swapRange(mid-left, mid, right)
			left -= right
		} else {
			s.swapRange(mid-left, mid+right-left, left)
			right -= left
		}
	}
	s.swapRange(mid-left, mid, left)
}

func (s sorter[D]) swapRange(a, b, n int) {
	for i := range n {
		s.d.Swap(a+i, b+i)
	}
}
