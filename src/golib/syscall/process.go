package syscall

import (
	"internal/rt"
	"unsafe"
)

// SysProcAttr says how a process is started, as on Linux.
type SysProcAttr struct {
	Chroot     string
	Credential *Credential
	Ptrace     bool
	Setsid     bool
	Setpgid    bool
	Setctty    bool // the terminal that controls it is descriptor Ctty of the new process
	Noctty     bool
	Ctty       int
	Foreground bool // its process group is in the foreground of the terminal, descriptor Ctty of this process
	Pgid       int
	Pdeathsig  Signal // that it gets when this process ends

	Cloneflags   uintptr
	Unshareflags uintptr
	UidMappings  []SysProcIDMap
	GidMappings  []SysProcIDMap
	// Whether setgroups(2) is allowed in its user namespace.
	GidMappingsEnableSetgroups bool
	AmbientCaps                []uintptr
	UseCgroupFD                bool
	CgroupFD                   int
	PidFD                      *int // unless nil: where a descriptor for the process goes, -1 if there is none
}

// SysProcIDMap maps ids of a user namespace to those of the one around it.
type SysProcIDMap struct {
	ContainerID int
	HostID      int
	Size        int
}

// Credential holds user and group identities.
type Credential struct {
	Uid         uint32
	Gid         uint32
	Groups      []uint32
	NoSetGroups bool
}

// check says what cannot be done for a process with n descriptors.
func (a *SysProcAttr) check(n int) error {
	switch {
	case a.Setctty && a.Foreground:
		return errorText("both Setctty and Foreground set in SysProcAttr")
	case a.Setctty && a.Ctty >= n:
		return errorText("Setctty set but Ctty not valid in child")
	}
	return nil
}

type errorText string

func (e errorText) Error() string { return string(e) }

// how puts it into numbers, as rt.Spawn takes them.
func (a *SysProcAttr) how() []int {
	how := make([]int, rt.HowNumbers)
	for _, bit := range []struct {
		on   bool
		flag int
	}{
		{a.Setpgid, rt.SpawnSetpgid}, {a.Setsid, rt.SpawnSetsid}, {a.Setctty, rt.SpawnSetctty}, {a.Noctty, rt.SpawnNoctty},
		{a.Foreground, rt.SpawnForeground}, {a.Ptrace, rt.SpawnTraced}, {a.GidMappingsEnableSetgroups, rt.SpawnSetgroups},
		{a.UseCgroupFD, rt.SpawnCgroup},
	} {
		if bit.on {
			how[rt.HowFlags] |= bit.flag
		}
	}
	how[rt.HowGroup], how[rt.HowTerminal], how[rt.HowDeath] = a.Pgid, a.Ctty, int(a.Pdeathsig)
	how[rt.HowCgroup] = a.CgroupFD
	how[rt.HowClone], how[rt.HowUnshare] = int(a.Cloneflags), int(a.Unshareflags)
	if c := a.Credential; c != nil {
		how = c.how(how)
	}
	how[rt.HowUids], how[rt.HowGids], how[rt.HowCapabilities] = len(a.UidMappings), len(a.GidMappings), len(a.AmbientCaps)
	for _, maps := range [][]SysProcIDMap{a.UidMappings, a.GidMappings} {
		for _, m := range maps {
			how = append(how, m.ContainerID, m.HostID, m.Size)
		}
	}
	for _, c := range a.AmbientCaps {
		how = append(how, int(c))
	}
	return how
}

// how adds the user and the groups.
func (c *Credential) how(how []int) []int {
	how[rt.HowFlags] |= rt.SpawnIds
	how[rt.HowUid], how[rt.HowGid] = int(c.Uid), int(c.Gid)
	if c.NoSetGroups {
		how[rt.HowFlags] |= rt.SpawnKeepGroups
		return how
	}
	how[rt.HowGroups] = len(c.Groups)
	for _, g := range c.Groups {
		how = append(how, int(g))
	}
	return how
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
	sys := attr.Sys
	if sys == nil {
		sys = &SysProcAttr{}
	}
	if err := sys.check(len(attr.Files)); err != nil {
		return 0, err
	}
	args, err := packed(argv)
	if err != nil {
		return 0, err
	}
	env, err := packed(attr.Env)
	if err != nil || hasNUL(argv0) || hasNUL(attr.Dir) || hasNUL(sys.Chroot) {
		return 0, EINVAL
	}
	fds := make([]int, len(attr.Files))
	for i, fd := range attr.Files {
		fds[i] = int(fd)
	}
	pid, err = result(rt.Spawn(argv0, attr.Dir, sys.Chroot, args, env, fds, sys.how()))
	if err != nil {
		return 0, err
	}
	if sys.Ptrace {
		if traced == nil {
			traced = make(map[int]bool)
		}
		traced[pid] = true
	}
	if sys.PidFD != nil {
		*sys.PidFD = max(-1, rt.At(rt.AtProcess, pid, "", 0, "", 0, 0))
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

// traced has the processes that were started with Ptrace: they stop, which their descriptors do not tell.
var traced map[int]bool

// take asks the system, which may wait.
func (w *waited) take(pid, options int) (int, error) {
	return result(rt.AtFill(rt.FillWait, pid, "", options, unsafe.Slice((*byte)(unsafe.Pointer(w)), unsafe.Sizeof(*w))))
}

// watch asks it from time to time, and when the process ends, until it has something to tell.
func (w *waited) watch(fd, pid, options int) (n int, err error) {
	const least, most = 100_000, 10_000_000 // nanoseconds
	for pause := int64(least); n == 0 && err == nil; pause = min(2*pause, most) {
		n, err = w.take(pid, options|WNOHANG)
		if n == 0 && err == nil {
			rt.Wait(fd, false, rt.Nanotime()+pause)
		}
	}
	return n, err
}

// Wait4 waits for a process; other goroutines go on meanwhile when it is a single one.
func Wait4(pid int, status *WaitStatus, options int, used *Rusage) (wpid int, err error) {
	var w waited
	n := 0
	if pid > 0 && options&WNOHANG == 0 {
		if fd := rt.At(rt.AtProcess, pid, "", 0, "", 0, 0); fd >= 0 {
			defer rt.Close(fd)
			if traced[pid] || options&(WUNTRACED|WCONTINUED) != 0 {
				n, err = w.watch(fd, pid, options)
			} else {
				rt.Wait(fd, false, -1)
			}
		}
	}
	if n == 0 && err == nil {
		n, err = w.take(pid, options)
	}
	if err != nil || n == 0 {
		return n, err
	}
	if got := WaitStatus(w.status); got.Exited() || got.Signaled() {
		delete(traced, n)
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
