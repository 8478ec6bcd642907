package socket

import (
	"syscall"
	"unsafe"
)

// The module has these functions from package syscall, which does not show them.

func syscall_getsockopt(s, level, name int, val unsafe.Pointer, vallen *uint32) error {
	return option(syscall.SYS_GETSOCKOPT, s, level, name, val, uintptr(unsafe.Pointer(vallen)))
}

func syscall_setsockopt(s, level, name int, val unsafe.Pointer, vallen uintptr) error {
	return option(syscall.SYS_SETSOCKOPT, s, level, name, val, vallen)
}

func option(call uintptr, s, level, name int, val unsafe.Pointer, vallen uintptr) error {
	_, _, e := syscall.Syscall6(call, uintptr(s), uintptr(level), uintptr(name), uintptr(val), vallen, 0)
	if e != 0 {
		return e
	}
	return nil
}
