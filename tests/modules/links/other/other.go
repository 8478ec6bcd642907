// Package other has what is taken from it by linkname, and takes a body that another package gives.
package other

import _ "unsafe"

func hidden(a int, b string) (string, int) { return b + "!", a + 1 }

// Given has its body elsewhere.
func Given(n int) int
