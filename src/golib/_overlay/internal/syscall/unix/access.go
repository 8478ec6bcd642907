//go:build go1.26

// Package unix has the calls that package syscall lacks: none.
package unix

import "syscall"

// X_OK asks whether a file can be executed.
const X_OK = 1

// Eaccess reports whether the process may use a file. It cannot tell: who asks looks at the bits of the file's mode then.
func Eaccess(path string, mode uint32) error { return syscall.ENOSYS }
