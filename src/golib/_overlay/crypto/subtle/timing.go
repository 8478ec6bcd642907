//go:build go1.26

package subtle

// Never called: see internal/runtime/sys.
func setDITEnabled() bool { return false }
func setDITDisabled()     {}
