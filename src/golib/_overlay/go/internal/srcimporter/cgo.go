//go:build go1.26

package srcimporter

import "go/types"

// setUsesCgo tells the checker that calls of C were translated; there are none.
func setUsesCgo(conf *types.Config) {}
