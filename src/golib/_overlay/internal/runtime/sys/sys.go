//go:build go1.26

// Package sys tells what the processor can do.
package sys

// DITSupported reports whether there are instructions whose time does not depend on their data.
const DITSupported = false
