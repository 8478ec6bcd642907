//go:build go1.26

// Package check verifies that the module is the one that was validated, when it is to be enabled: it cannot be here.
package check

import "crypto/internal/fips140"

// Verified is set when verification succeeded.
const Verified = false

func init() {
	if !fips140.Enabled {
		return
	}
	if err := fips140.Supported(); err != nil {
		panic("fips140: " + err.Error())
	}
}
