// Package srcimporter is of a Go tree; this is what it has by linkname from go/types.
package srcimporter

import "go/types"

// setUsesCgo would let names of package C pass; there is no cgo here.
func setUsesCgo(conf *types.Config) {}
