package unix

import (
	"syscall"
	"unsafe"
)

// The module has these functions in assembly, or in Go's runtime; here they are package syscall's.

func Syscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err syscall.Errno) {
	return syscall.Syscall(trap, a1, a2, a3)
}

func Syscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err syscall.Errno) {
	return syscall.Syscall6(trap, a1, a2, a3, a4, a5, a6)
}

func RawSyscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err syscall.Errno) {
	return syscall.RawSyscall(trap, a1, a2, a3)
}

func RawSyscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err syscall.Errno) {
	return syscall.RawSyscall6(trap, a1, a2, a3, a4, a5, a6)
}

// SyscallNoError and RawSyscallNoError are for calls that cannot fail.
func SyscallNoError(trap, a1, a2, a3 uintptr) (r1, r2 uintptr) {
	r1, r2, _ = syscall.Syscall(trap, a1, a2, a3)
	return r1, r2
}

func RawSyscallNoError(trap, a1, a2, a3 uintptr) (r1, r2 uintptr) {
	return SyscallNoError(trap, a1, a2, a3)
}

func gettimeofday(timeval *Timeval) (err syscall.Errno) {
	err, _ = syscall.Gettimeofday((*syscall.Timeval)(timeval)).(syscall.Errno)
	return err
}

func syscall_prlimit(pid, resource int, newlimit, old *syscall.Rlimit) error {
	_, _, e := syscall.Syscall6(SYS_PRLIMIT64, uintptr(pid), uintptr(resource), uintptr(unsafe.Pointer(newlimit)),
		uintptr(unsafe.Pointer(old)), 0, 0)
	if e != 0 {
		return e
	}
	return nil
}

// vgetrandom is the call without a system call: there is none.
func vgetrandom(p []byte, flags uint32) (ret int, supported bool) { return -1, false }

// runtime_getAuxv would tell of the process, which is not the program's.
func runtime_getAuxv() []uintptr { return nil }
