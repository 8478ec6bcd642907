package syscall

import (
	"internal/rt"
	"unsafe"
)

// SysProcAttr says how a process is started. Sessions and process groups are supported; a field that asks for more makes
// starting fail with ENOSYS.
type SysProcAttr struct {
	Chroot     string
	Credential *Credential
	Ptrace     bool
	Setsid     bool
	Setpgid    bool
	Setctty    bool
	Noctty     bool
	Ctty       int
	Foreground bool
	Pgid       int
	Pdeathsig  Signal
	Cloneflags uintptr
}

// Credential holds user and group identities.
type Credential struct {
	Uid         uint32
	Gid         uint32
	Groups      []uint32
	NoSetGroups bool
}

func (a *SysProcAttr) supported() bool {
	return a.Chroot == "" && a.Credential == nil && !a.Ptrace && !a.Setctty && !a.Noctty && !a.Foreground &&
		a.Pdeathsig == 0 && a.Cloneflags == 0
}

// ProcAttr holds attributes that will be applied to a new process.
type ProcAttr struct {
	Dir   string
	Env   []string
	Files []uintptr
	Sys   *SysProcAttr
}

// packed joins texts, a zero byte behind each.
func packed(texts []string) ([]byte, error) {
	var all []byte
	for _, s := range texts {
		if hasNUL(s) {
			return nil, EINVAL
		}
		all = append(append(all, s...), 0)
	}
	return all, nil
}

// ForkExec starts a process and returns its pid.
func ForkExec(argv0 string, argv []string, attr *ProcAttr) (pid int, err error) {
	if attr == nil {
		attr = &ProcAttr{}
	}
	how, group := 0, 0
	if sys := attr.Sys; sys != nil {
		if !sys.supported() {
			return 0, ENOSYS
		}
		if sys.Setsid {
			how |= rt.SpawnSetsid
		}
		if sys.Setpgid {
			how |= rt.SpawnSetpgid
			group = sys.Pgid
		}
	}
	args, err := packed(argv)
	if err != nil {
		return 0, err
	}
	env, err := packed(attr.Env)
	if err != nil || hasNUL(argv0) || hasNUL(attr.Dir) {
		return 0, EINVAL
	}
	fds := make([]int, len(attr.Files))
	for i, fd := range attr.Files {
		fds[i] = int(fd)
	}
	pid, err = result(rt.Spawn(argv0, attr.Dir, args, env, fds, how, group))
	if err != nil {
		return 0, err
	}
	return pid, nil
}

// Exec invokes the execve(2) system call: the process is the other program then. It returns only when that fails; in a debugger,
// whose process the program shares, it is not permitted.
func Exec(argv0 string, argv []string, envv []string) error {
	args, err := packed(argv)
	if err != nil {
		return err
	}
	env, err := packed(envv)
	if err != nil || hasNUL(argv0) {
		return EINVAL
	}
	_, err = result(rt.Exec(argv0, args, env))
	return err
}

// StartProcess wraps ForkExec for package os.
func StartProcess(argv0 string, argv []string, attr *ProcAttr) (pid int, handle uintptr, err error) {
	pid, err = ForkExec(argv0, argv, attr)
	return pid, 0, err
}

// Options of Wait4.
const (
	WNOHANG    = 0x1
	WUNTRACED  = 0x2
	WCONTINUED = 0x8
)

// Rusage is what a process has used.
type Rusage struct {
	Utime    Timeval
	Stime    Timeval
	Maxrss   int64
	Ixrss    int64
	Idrss    int64
	Isrss    int64
	Minflt   int64
	Majflt   int64
	Nswap    int64
	Inblock  int64
	Oublock  int64
	Msgsnd   int64
	Msgrcv   int64
	Nsignals int64
	Nvcsw    int64
	Nivcsw   int64
}

// waited is what the system tells of a process that has ended.
type waited struct {
	pid    int32
	status int32
	used   Rusage
}

// Wait4 waits for a process; other goroutines go on meanwhile when it is a single one.
func Wait4(pid int, status *WaitStatus, options int, used *Rusage) (wpid int, err error) {
	if pid > 0 && options&WNOHANG == 0 {
		if fd := rt.At(rt.AtProcess, pid, "", 0, "", 0, 0); fd >= 0 {
			rt.Wait(fd, false, -1)
			rt.Close(fd)
		}
	}
	var w waited
	n, err := result(rt.AtFill(rt.FillWait, pid, "", options, unsafe.Slice((*byte)(unsafe.Pointer(&w)), unsafe.Sizeof(w))))
	if err != nil || n == 0 {
		return n, err
	}
	if status != nil {
		*status = WaitStatus(w.status)
	}
	if used != nil {
		*used = w.used
	}
	return int(w.pid), nil
}

// WaitStatus is how a process has ended: its low seven bits are 0 for one that has exited, 0x7f for one that is stopped,
// else the signal; the exit status or the signal that stopped it lies above.
type WaitStatus uint32

func (w WaitStatus) Exited() bool    { return w&0x7f == 0 }
func (w WaitStatus) Signaled() bool  { return w&0x7f != 0 && w&0x7f != 0x7f }
func (w WaitStatus) Stopped() bool   { return w&0xff == 0x7f }
func (w WaitStatus) Continued() bool { return w == 0xffff }
func (w WaitStatus) CoreDump() bool  { return w.Signaled() && w&0x80 != 0 }

func (w WaitStatus) ExitStatus() int {
	if !w.Exited() {
		return -1
	}
	return int(w >> 8 & 0xff)
}

func (w WaitStatus) Signal() Signal {
	if !w.Signaled() {
		return -1
	}
	return Signal(w & 0x7f)
}

func (w WaitStatus) StopSignal() Signal {
	if !w.Stopped() {
		return -1
	}
	return Signal(w >> 8 & 0xff)
}

func (w WaitStatus) TrapCause() int {
	if w.StopSignal() != SIGTRAP {
		return -1
	}
	return int(w >> 16)
}

// Kill sends a signal to a process; Getpid is the program itself.
func Kill(pid int, sig Signal) error {
	if pid == Getpid() {
		pid = 0
	} else if pid == 0 {
		return ENOSYS // its process group, with the host in it
	}
	return failed(rt.At(rt.AtKill, pid, "", 0, "", int(sig), 0))
}
