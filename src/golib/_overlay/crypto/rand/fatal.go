//go:build go1.26

package rand

import "internal/rt"

func fatal(text string) { rt.Fatal(text) }
