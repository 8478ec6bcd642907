//go:build go1.26

package cryptotest

import (
	"crypto/internal/rand"
	"io"
)

// setImplicit sets what the packages take without asking a reader; nil: the system's again.
func setImplicit(r io.Reader) { rand.SetTestingReader(r) }
