package ends

// Length tells lengths apart.
func Length(s string) string {
	if len(s) == 0 {
		return "empty"
	}
	if len(s) < 8 {
		return "short"
	}
	return "long"
}
