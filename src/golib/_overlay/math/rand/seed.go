//go:build !go1.26

package rand

import (
	"internal/godebug"
	"internal/rt"
)

// Since Go 1.20 the top-level functions differ from run to run: here with the machine's seed.
func init() { tree_Seed(int64(rt.Rand64())) }

// Seed has no effect since Go 1.24, unless the setting randseednop=0 asks for it.
func Seed(seed int64) {
	if godebug.Get("randseednop") == "0" {
		tree_Seed(seed)
	}
}
