//go:build go1.26

// Package cpu tells what the processor has: no instructions beyond the ordinary ones, in little-endian order.
package cpu

const (
	BigEndian = false
	AMD64     = false
	ARM64     = false
	PPC64     = false
	PPC64le   = false
)
