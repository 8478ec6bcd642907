//go:build go1.26

// Package entropy gathers seeds: the system's random bytes.
package entropy

import "crypto/internal/sysrand"

// A ScratchBuffer is memory that a source of another kind would need.
type ScratchBuffer [0]byte

// Seed returns 384 random bits.
func Seed(*ScratchBuffer) (seed [48]byte, err error) {
	sysrand.Read(seed[:])
	return seed, nil
}
