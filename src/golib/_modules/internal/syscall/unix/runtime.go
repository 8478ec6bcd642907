package unix

import "syscall"

// A Go tree's package has these functions from Go's runtime.

func fcntl(fd int32, cmd int32, arg int32) (int32, int32) {
	r, _, err := syscall.Syscall(syscall.SYS_FCNTL, uintptr(fd), uintptr(cmd), uintptr(arg))
	if err != 0 {
		return -1, int32(err)
	}
	return int32(r), 0
}

// vgetrandom: there is no such function of the system's here, and the system itself is asked.
func vgetrandom(p []byte, flags uint32) (ret int, supported bool) { return -1, false }
