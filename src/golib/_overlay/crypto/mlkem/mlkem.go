//go:build !go1.26

// Package mlkem is ML-KEM of FIPS 203, by which two sides agree on a key that quantum computers do not get at: one makes a pair of
// keys and sends the public one, the other encapsulates.
package mlkem

import "crypto/internal/mlkem"

// Sizes in bytes.
const (
	SharedKeySize = mlkem.SharedKeySize
	SeedSize      = mlkem.SeedSize
)
