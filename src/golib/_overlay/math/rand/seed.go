//go:build !go1.26

package rand

import "internal/rt"

// Since Go 1.20 the top-level functions differ from run to run, unless the program calls Seed: here with the machine's seed.
func init() { Seed(int64(rt.Rand64())) }
