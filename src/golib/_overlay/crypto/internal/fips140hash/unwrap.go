//go:build go1.26

package fips140hash

import (
	fsha3 "crypto/internal/fips140/sha3"
	"crypto/sha3"
	"unsafe"
)

// sha3Unwrap returns what a SHA3 holds: its one field.
func sha3Unwrap(h *sha3.SHA3) *fsha3.Digest { return (*fsha3.Digest)(unsafe.Pointer(h)) }
