//go:build !go1.26

package subtle

import "unsafe"

// XORBytes sets dst[i] = x[i] ^ y[i] for all i < n = min(len(x), len(y)), and returns n. dst is as long, and lies either exactly
// where x or y does, or apart from them.
func XORBytes(dst, x, y []byte) int {
	n := min(len(x), len(y))
	if n == 0 {
		return 0
	}
	if n > len(dst) {
		panic("subtle.XORBytes: dst too short")
	}
	if overlaps(dst[:n], x[:n]) || overlaps(dst[:n], y[:n]) {
		panic("subtle.XORBytes: invalid overlap")
	}
	for i := range n {
		dst[i] = x[i] ^ y[i]
	}
	return n
}

// overlaps reports whether two slices of one length share memory without being the same.
func overlaps(a, b []byte) bool {
	p, q, n := uintptr(unsafe.Pointer(&a[0])), uintptr(unsafe.Pointer(&b[0])), uintptr(len(a))
	return p != q && p < q+n && q < p+n
}

// WithDataIndependentTiming calls f. No instruction of an interpreter has a time of its own.
func WithDataIndependentTiming(f func()) { f() }
