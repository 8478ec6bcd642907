//go:build go1.26

package rand

import "internal/rt"

func runtime_rand() uint64 { return rt.Rand64() }
