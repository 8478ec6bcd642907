// Package syscall holds the system's error numbers; the calls themselves are the machine's.
package syscall

import (
	"internal/rt"
	"io/fs"
	"strconv"
)

// An Errno is an error number of Linux.
type Errno uintptr

const (
	EPERM   = Errno(1)
	ENOENT  = Errno(2)
	EINTR   = Errno(4)
	EIO     = Errno(5)
	EBADF   = Errno(9)
	EAGAIN  = Errno(11)
	ENOMEM  = Errno(12)
	EACCES  = Errno(13)
	EEXIST  = Errno(17)
	ENOTDIR = Errno(20)
	EISDIR  = Errno(21)
	EINVAL  = Errno(22)
	ENOSPC  = Errno(28)
	EPIPE   = Errno(32)
	ENOSYS  = Errno(38)

	ENOTEMPTY = Errno(39)
)

func (e Errno) Error() string {
	if s := rt.Strerror(int(e)); s != "" {
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
	}
	return false
}

// Temporary and Timeout classify the error as package net does.
func (e Errno) Temporary() bool { return e == EINTR || e == EAGAIN }
func (e Errno) Timeout() bool   { return e == EAGAIN }
