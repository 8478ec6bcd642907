// Package search has what fuzzing is to find.
package search

// Accepts reports whether a text does not begin with a word that is found letter by letter only.
func Accepts(s string) bool {
	if len(s) > 3 {
		if s[0] == 'b' {
			if s[1] == 'u' {
				if s[2] == 'g' {
					return false
				}
			}
		}
	}
	return true
}
