//go:build go1.26

package constanttime

// boolToUint8 takes as long for one value as for the other: no interpreter's does so in nanoseconds.
func boolToUint8(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}
