package syscall

import (
	"internal/rt"
	"unsafe"
)

// Syscall makes a system call by its number. What it returns are the result, 0, and an error number or 0. Calls that would take
// the process out of the machine's hands (new processes and threads, handlers of signals, tracing) are ENOSYS; see
// machine/syscalls.def for those that there are. A call that waits keeps all goroutines waiting.
func Syscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno) {
	return Syscall6(trap, a1, a2, a3, 0, 0, 0)
}

// RawSyscall is Syscall: the scheduler has no part in either.
func RawSyscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno) {
	return Syscall6(trap, a1, a2, a3, 0, 0, 0)
}

// RawSyscall6 is Syscall6.
func RawSyscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno) {
	return Syscall6(trap, a1, a2, a3, a4, a5, a6)
}

// Syscall6 is Syscall with six arguments.
func Syscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno) {
	args := [6]uintptr{a1, a2, a3, a4, a5, a6}
	r, own := ownCall(trap, &args)
	if !own {
		r = rt.Syscall(int(trap), &args)
	}
	if r < 0 && r >= -4095 {
		return ^uintptr(0), 0, Errno(-r)
	}
	return uintptr(r), 0, 0
}

// ownCall makes those calls that are the machine's business: a result, or a negated error number; false: it is none of them.
func ownCall(trap uintptr, a *[6]uintptr) (r int, own bool) {
	switch trap {
	case SYS_READ, SYS_WRITE:
		if a[1] < 4096 && a[2] > 0 {
			return -int(EFAULT), true
		}
	}
	switch trap {
	case SYS_READ:
		return rt.Read(int(a[0]), unsafe.Pointer(a[1]), int(a[2])), true
	case SYS_WRITE:
		return rt.Write(int(a[0]), unsafe.Pointer(a[1]), int(a[2])), true
	case SYS_CLOSE:
		return rt.Close(int(a[0])), true
	case SYS_GETPID:
		return Getpid(), true
	case SYS_KILL:
		return negated(Kill(int(a[0]), Signal(a[1]))), true
	case SYS_TGKILL:
		return negated(Kill(int(a[0]), Signal(a[2]))), true
	case SYS_EXIT, SYS_EXIT_GROUP:
		rt.Exit(int(a[0]))
	case SYS_MMAP:
		if a[0] != 0 {
			return -int(EINVAL), true
		}
		b, err := Mmap(int(int32(a[4])), int64(a[5]), int(a[1]), int(a[2]), int(a[3]))
		if err != nil {
			return negated(err), true
		}
		return start(b), true
	case SYS_MUNMAP:
		return unmap(a[0], a[1]), true
	case SYS_MPROTECT:
		return negated(Mprotect(mappedRange(a), int(a[2]))), true
	case SYS_MADVISE:
		return negated(Madvise(mappedRange(a), int(a[2]))), true
	case SYS_MLOCK, SYS_MUNLOCK, SYS_MLOCKALL, SYS_MUNLOCKALL:
		return 0, true
	}
	return 0, false
}

// mappedRange is what the first two arguments of calls on mapped memory name.
func mappedRange(a *[6]uintptr) []byte {
	if a[0] == 0 || a[1] > 1<<40 {
		return nil // which those calls refuse
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(a[0])), int(a[1]))
}

func negated(err error) int {
	if err == nil {
		return 0
	}
	if e, ok := err.(Errno); ok {
		return -int(e)
	}
	return -int(EINVAL)
}

// BytePtrFromString returns the bytes of a text with a zero byte behind them. A text that has one in it is EINVAL.
func BytePtrFromString(s string) (*byte, error) {
	b, err := ByteSliceFromString(s)
	if err != nil {
		return nil, err
	}
	return &b[0], nil
}

// ByteSliceFromString is BytePtrFromString as a slice.
func ByteSliceFromString(s string) ([]byte, error) {
	if hasNUL(s) {
		return nil, EINVAL
	}
	b := make([]byte, len(s)+1)
	copy(b, s)
	return b, nil
}

// SlicePtrFromStrings does that for several; nil is behind the last.
func SlicePtrFromStrings(ss []string) ([]*byte, error) {
	all := make([]*byte, len(ss)+1)
	for i, s := range ss {
		p, err := BytePtrFromString(s)
		if err != nil {
			return nil, err
		}
		all[i] = p
	}
	return all, nil
}

// StringByteSlice, StringBytePtr and StringSlicePtr panic where the functions above return an error.
func StringByteSlice(s string) []byte {
	b, err := ByteSliceFromString(s)
	if err != nil {
		panic("syscall: string with NUL passed to StringByteSlice")
	}
	return b
}

func StringBytePtr(s string) *byte { return &StringByteSlice(s)[0] }

func StringSlicePtr(ss []string) []*byte {
	all := make([]*byte, len(ss)+1)
	for i, s := range ss {
		all[i] = StringBytePtr(s)
	}
	return all
}

// ---- arguments ----

// call makes one; its result.
func call(number int, args ...uintptr) (int, error) {
	var a [6]uintptr
	copy(a[:], args)
	r, _, e := Syscall6(uintptr(number), a[0], a[1], a[2], a[3], a[4], a[5])
	if e != 0 {
		return -1, e
	}
	return int(r), nil
}

func do(number int, args ...uintptr) error {
	_, err := call(number, args...)
	return err
}

// A text is the argument that a string is: it has to be alive as long as the call is made.
type text struct{ p *byte }

func (t text) arg() uintptr { return uintptr(unsafe.Pointer(t.p)) }

// on makes a call of a name.
func on(path string, f func(path uintptr) error) error {
	p, err := BytePtrFromString(path)
	if err != nil {
		return err
	}
	return f(text{p}.arg())
}

// onBoth makes one of two names.
func onBoth(path, other string, f func(path, other uintptr) error) error {
	return on(path, func(p uintptr) error {
		return on(other, func(o uintptr) error { return f(p, o) })
	})
}

// bytes are the arguments that a slice is.
func bytes(b []byte) (p, n uintptr) {
	return uintptr(unsafe.Pointer(unsafe.SliceData(b))), uintptr(len(b))
}
