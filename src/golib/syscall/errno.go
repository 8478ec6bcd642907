// Package syscall holds the system's error numbers, and the calls that files need.
package syscall

import (
	"errors"
	"internal/rt"
	"io/fs"
	"strconv"
)

// An Errno is an error number of Linux.
type Errno uintptr

func (e Errno) Error() string {
	if s := rt.Strerror(int(e)); s != "" && e != 0 {
		return s
	}
	return "errno " + strconv.Itoa(int(e))
}

// Is makes errors.Is recognize the kinds of package io/fs.
func (e Errno) Is(target error) bool {
	switch target {
	case fs.ErrPermission:
		return e == EACCES || e == EPERM
	case fs.ErrExist:
		return e == EEXIST || e == ENOTEMPTY
	case fs.ErrNotExist:
		return e == ENOENT
	case errors.ErrUnsupported:
		return e == ENOSYS || e == ENOTSUP || e == EOPNOTSUPP
	}
	return false
}

// Temporary and Timeout classify the error as package net does.
func (e Errno) Temporary() bool {
	return e == EINTR || e == EMFILE || e == ENFILE || e.Timeout()
}
func (e Errno) Timeout() bool { return e == EAGAIN || e == EWOULDBLOCK || e == ETIMEDOUT }
