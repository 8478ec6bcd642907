//go:build !go1.26

package cryptotest

import "io"

// setImplicit has nothing to do where all randomness is rand.Reader's or a reader that the caller gives.
func setImplicit(r io.Reader) {}
