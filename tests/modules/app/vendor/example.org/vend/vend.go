// Package vend is vendored, and old: its loop variables are shared.
package vend

import "example.org/vend/sub"

func Funcs() (fs []func() int) {
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { return i + sub.Zero })
	}
	return fs
}
