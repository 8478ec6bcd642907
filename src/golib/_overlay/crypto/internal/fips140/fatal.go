//go:build go1.26

package fips140

import "internal/rt"

func fatal(text string) { rt.Fatal(text) }
