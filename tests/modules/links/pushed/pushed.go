// Package pushed gives a function of another package its body.
package pushed

import _ "unsafe"

//go:linkname given example.com/links/other.Given
func given(n int) int { return n * 3 }
