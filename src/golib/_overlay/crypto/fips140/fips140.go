//go:build !go1.26

// Package fips140 tells of a mode that there is none of here: cryptography is Go's, without the module that was certified.
package fips140

// Enabled reports whether the mode is on.
func Enabled() bool { return false }

// Enforced reports whether what is not approved is refused.
func Enforced() bool { return false }

// Version returns that no frozen module is built in.
func Version() string { return "latest" }

// WithoutEnforcement calls f.
func WithoutEnforcement(f func()) { f() }
