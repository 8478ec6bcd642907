package syscall

import (
	"internal/rt"
	"unsafe"
)

// This file has the calls that trace other processes, filter packets and change the system: all by number. Who is traced is
// a process that the program has started, with SysProcAttr.Ptrace, or one that it attaches to.

// PtraceRegs are the registers of a process that is traced.
type PtraceRegs struct {
	R15, R14, R13, R12, Rbp, Rbx, R11, R10, R9, R8, Rax, Rcx, Rdx, Rsi, Rdi, Orig_rax uint64
	Rip, Cs, Eflags, Rsp, Ss, Fs_base, Gs_base, Ds, Es, Fs, Gs                        uint64
}

func (r *PtraceRegs) PC() uint64      { return r.Rip }
func (r *PtraceRegs) SetPC(pc uint64) { r.Rip = pc }

func ptrace(request, pid int, addr, data uintptr) error {
	return do(SYS_PTRACE, uintptr(request), uintptr(pid), addr, data)
}

func PtraceAttach(pid int) (err error)     { return ptrace(PTRACE_ATTACH, pid, 0, 0) }
func PtraceDetach(pid int) (err error)     { return ptrace(PTRACE_DETACH, pid, 0, 0) }
func PtraceSingleStep(pid int) (err error) { return ptrace(PTRACE_SINGLESTEP, pid, 0, 0) }

func PtraceCont(pid int, signal int) (err error) { return ptrace(PTRACE_CONT, pid, 0, uintptr(signal)) }
func PtraceSyscall(pid int, signal int) (err error) {
	return ptrace(PTRACE_SYSCALL, pid, 0, uintptr(signal))
}
func PtraceSetOptions(pid int, options int) (err error) {
	return ptrace(PTRACE_SETOPTIONS, pid, 0, uintptr(options))
}

func PtraceGetRegs(pid int, regsout *PtraceRegs) (err error) {
	return ptrace(PTRACE_GETREGS, pid, 0, uintptr(unsafe.Pointer(regsout)))
}

func PtraceSetRegs(pid int, regs *PtraceRegs) (err error) {
	return ptrace(PTRACE_SETREGS, pid, 0, uintptr(unsafe.Pointer(regs)))
}

func PtraceGetEventMsg(pid int) (msg uint, err error) {
	var word uint
	err = ptrace(PTRACE_GETEVENTMSG, pid, 0, uintptr(unsafe.Pointer(&word)))
	return word, err
}

const wordSize = unsafe.Sizeof(uintptr(0))

// peek reads memory of a process, by its words.
func peek(request, pid int, addr uintptr, out []byte) (count int, err error) {
	for count < len(out) {
		var word [wordSize]byte
		at := addr + uintptr(count)
		skip := at % wordSize
		if err := ptrace(request, pid, at-skip, uintptr(unsafe.Pointer(&word))); err != nil {
			return count, err
		}
		count += copy(out[count:], word[skip:])
	}
	return count, nil
}

// poke writes it; of words that are written in part the rest is read before.
func poke(read, write, pid int, addr uintptr, data []byte) (count int, err error) {
	for count < len(data) {
		var word [wordSize]byte
		at := addr + uintptr(count)
		skip := at % wordSize
		if skip != 0 || len(data)-count < int(wordSize) {
			if err := ptrace(read, pid, at-skip, uintptr(unsafe.Pointer(&word))); err != nil {
				return count, err
			}
		}
		n := copy(word[skip:], data[count:])
		if err := ptrace(write, pid, at-skip, *(*uintptr)(unsafe.Pointer(&word))); err != nil {
			return count, err
		}
		count += n
	}
	return count, nil
}

func PtracePeekText(pid int, addr uintptr, out []byte) (count int, err error) {
	return peek(PTRACE_PEEKTEXT, pid, addr, out)
}

func PtracePeekData(pid int, addr uintptr, out []byte) (count int, err error) {
	return peek(PTRACE_PEEKDATA, pid, addr, out)
}

func PtracePokeText(pid int, addr uintptr, data []byte) (count int, err error) {
	return poke(PTRACE_PEEKTEXT, PTRACE_POKETEXT, pid, addr, data)
}

func PtracePokeData(pid int, addr uintptr, data []byte) (count int, err error) {
	return poke(PTRACE_PEEKDATA, PTRACE_POKEDATA, pid, addr, data)
}

// ---- filters of packets ----

// LsfStmt and LsfJump make instructions of a filter.
func LsfStmt(code, k int) *SockFilter { return &SockFilter{Code: uint16(code), K: uint32(k)} }

func LsfJump(code, k, jt, jf int) *SockFilter {
	return &SockFilter{Code: uint16(code), Jt: uint8(jt), Jf: uint8(jf), K: uint32(k)}
}

// LsfSocket opens a socket for the packets of an interface and protocol, which is in the machine's order of bytes.
func LsfSocket(ifindex, proto int) (int, error) {
	order := uint16(proto)<<8 | uint16(proto)>>8&0xff
	fd, err := Socket(AF_PACKET, SOCK_RAW, int(order))
	if err != nil {
		return -1, err
	}
	if err := Bind(fd, &SockaddrLinklayer{Protocol: order, Ifindex: ifindex}); err != nil {
		Close(fd)
		return -1, err
	}
	return fd, nil
}

// AttachLsf lets a filter decide what a socket receives, DetachLsf ends that.
func AttachLsf(fd int, i []SockFilter) error {
	prog := SockFprog{Len: uint16(len(i)), Filter: unsafe.SliceData(i)}
	return do(SYS_SETSOCKOPT, uintptr(fd), SOL_SOCKET, SO_ATTACH_FILTER, uintptr(unsafe.Pointer(&prog)), unsafe.Sizeof(prog))
}

func DetachLsf(fd int) error {
	var none int32
	return do(SYS_SETSOCKOPT, uintptr(fd), SOL_SOCKET, SO_DETACH_FILTER, uintptr(unsafe.Pointer(&none)), unsafe.Sizeof(none))
}

// SetLsfPromisc lets an interface take all packets that pass, or ends that.
func SetLsfPromisc(name string, m bool) error {
	var request struct {
		name  [IFNAMSIZ]byte
		flags uint16
		_     [0x10]byte
	}
	fd, err := Socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer Close(fd)
	copy(request.name[:IFNAMSIZ-1], name)
	if err := do(SYS_IOCTL, uintptr(fd), SIOCGIFFLAGS, uintptr(unsafe.Pointer(&request))); err != nil {
		return err
	}
	request.flags &^= IFF_PROMISC
	if m {
		request.flags |= IFF_PROMISC
	}
	return do(SYS_IOCTL, uintptr(fd), SIOCSIFFLAGS, uintptr(unsafe.Pointer(&request)))
}

// ---- the system ----

func Ioperm(from int, num int, on int) (err error) {
	return do(SYS_IOPERM, uintptr(from), uintptr(num), uintptr(on))
}

func Iopl(level int) (err error)    { return do(SYS_IOPL, uintptr(level)) }
func Unshare(flags int) (err error) { return do(SYS_UNSHARE, uintptr(flags)) }
func Reboot(cmd int) (err error) {
	return do(SYS_REBOOT, LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2, uintptr(cmd))
}

// Pause waits for ever: signals that the program asks for interrupt nothing here, others end it.
func Pause() (err error) {
	for {
		rt.Sleep(1 << 62)
	}
}

// Klogctl asks for, or changes, what the kernel has logged.
func Klogctl(typ int, buf []byte) (n int, err error) {
	r, _, e := Syscall(SYS_SYSLOG, uintptr(typ), uintptr(unsafe.Pointer(unsafe.SliceData(buf))), uintptr(len(buf)))
	if e != 0 {
		return -1, e
	}
	return int(r), nil
}

// AllThreadsSyscall makes a call on every thread of the program: there is one.
func AllThreadsSyscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno) {
	return RawSyscall(trap, a1, a2, a3)
}

func AllThreadsSyscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno) {
	return RawSyscall6(trap, a1, a2, a3, a4, a5, a6)
}
