package syscall

import (
	"internal/rt"
	"strconv"
	"unsafe"
)

// Flags of Open and modes of Stat_t.
const (
	O_RDONLY    = 0x0
	O_WRONLY    = 0x1
	O_RDWR      = 0x2
	O_ACCMODE   = 0x3
	O_CREAT     = 0x40
	O_EXCL      = 0x80
	O_NOCTTY    = 0x100
	O_TRUNC     = 0x200
	O_APPEND    = 0x400
	O_NONBLOCK  = 0x800
	O_NDELAY    = 0x800
	O_SYNC      = 0x101000
	O_DIRECTORY = 0x10000
	O_NOFOLLOW  = 0x20000
	O_CLOEXEC   = 0x80000

	S_IFMT   = 0xf000
	S_IFSOCK = 0xc000
	S_IFLNK  = 0xa000
	S_IFREG  = 0x8000
	S_IFBLK  = 0x6000
	S_IFDIR  = 0x4000
	S_IFCHR  = 0x2000
	S_IFIFO  = 0x1000
	S_ISUID  = 0x800
	S_ISGID  = 0x400
	S_ISVTX  = 0x200

	PathMax         = 0x1000
	ImplementsGetwd = true
)

// Standard descriptors.
var (
	Stdin  = 0
	Stdout = 1
	Stderr = 2
)

// Timespec is a time in seconds and nanoseconds.
type Timespec struct {
	Sec  int64
	Nsec int64
}

func (ts *Timespec) Unix() (sec int64, nsec int64) { return ts.Sec, ts.Nsec }
func (ts *Timespec) Nano() int64                   { return ts.Sec*1e9 + ts.Nsec }

// Timeval is a time in seconds and microseconds.
type Timeval struct {
	Sec  int64
	Usec int64
}

// Stat_t is what the system tells of a file.
type Stat_t struct {
	Dev       uint64
	Ino       uint64
	Nlink     uint64
	Mode      uint32
	Uid       uint32
	Gid       uint32
	X__pad0   int32
	Rdev      uint64
	Size      int64
	Blksize   int64
	Blocks    int64
	Atim      Timespec
	Mtim      Timespec
	Ctim      Timespec
	X__unused [3]int64
}

// result splits what a call returns.
func result(r int) (int, error) {
	if r < 0 {
		return -1, Errno(-r)
	}
	return r, nil
}

func failed(r int) error {
	_, err := result(r)
	return err
}

func stat(fd int, path string, flags int, st *Stat_t) error {
	return failed(rt.AtFill(rt.FillStat, fd, path, flags, unsafe.Slice((*byte)(unsafe.Pointer(st)), unsafe.Sizeof(*st))))
}

func Stat(path string, st *Stat_t) error {
	return named(path, func() error { return stat(rt.Cwd, path, 0, st) })
}
func Lstat(path string, st *Stat_t) error {
	return named(path, func() error { return stat(rt.Cwd, path, rt.NoFollow, st) })
}
func Fstat(fd int, st *Stat_t) error { return stat(fd, "", 0, st) }

// named refuses the names that the calls below would take for something else.
func named(path string, call func() error) error {
	if path == "" {
		return ENOENT
	}
	if hasNUL(path) {
		return EINVAL
	}
	return call()
}

func hasNUL(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] == 0 {
			return true
		}
	}
	return false
}

func Open(path string, mode int, perm uint32) (fd int, err error) {
	if hasNUL(path) {
		return -1, EINVAL
	}
	return result(open(path, mode, int(perm)))
}

// open waits without the other goroutines for the other end of a FIFO.
func open(path string, mode, perm int) int {
	fd := rt.At(rt.AtOpen, rt.Cwd, path, 0, "", mode, perm)
	if fd != rt.Later {
		return fd
	}
	answer := rt.At(rt.AtOpenLater, rt.Cwd, path, 0, "", mode, perm)
	if answer < 0 {
		return answer
	}
	var opened int32
	n, _ := read(answer, unsafe.Pointer(&opened), 4)
	rt.Close(answer)
	if n != 4 {
		return -int(EIO)
	}
	if opened < 0 {
		return int(opened)
	}
	return rt.At(rt.AtKeep, int(opened), "", 0, "", 0, 0)
}

// read waits without the other goroutines where the system would wait.
func read(fd int, p unsafe.Pointer, n int) (int, error) {
	return later(fd, false, func() int { return rt.Read(fd, p, n) })
}

// later makes a call again when what it waits for has come.
func later(fd int, write bool, call func() int) (int, error) {
	for {
		n := call()
		if n != rt.Later {
			return result(n)
		}
		rt.Wait(fd, write, -1)
	}
}

func Close(fd int) error { return failed(rt.Close(fd)) }

func Read(fd int, p []byte) (n int, err error) {
	return read(fd, unsafe.Pointer(unsafe.SliceData(p)), len(p))
}

func Write(fd int, p []byte) (n int, err error) {
	return result(rt.Write(fd, unsafe.Pointer(unsafe.SliceData(p)), len(p)))
}

func Seek(fd int, offset int64, whence int) (off int64, err error) {
	n, err := result(int(rt.Seek(fd, offset, whence)))
	return int64(n), err
}

func Pipe(p []int) error {
	var fds [2]int32
	err := failed(rt.AtFill(rt.FillPipe, 0, "", 0, unsafe.Slice((*byte)(unsafe.Pointer(&fds)), 8)))
	p[0], p[1] = int(fds[0]), int(fds[1])
	return err
}

func op(op int, path string, a, b int) error {
	return named(path, func() error { return failed(rt.At(op, rt.Cwd, path, 0, "", a, b)) })
}

func Mkfifo(path string, mode uint32) error      { return op(rt.AtMkfifo, path, int(mode), 0) }
func Mkdir(path string, mode uint32) error       { return op(rt.AtMkdir, path, int(mode), 0) }
func Rmdir(path string) error                    { return op(rt.AtUnlink, path, rt.RemoveDir, 0) }
func Unlink(path string) error                   { return op(rt.AtUnlink, path, 0, 0) }
func Chmod(path string, mode uint32) error       { return op(rt.AtChmod, path, int(mode), 0) }
func Chown(path string, uid int, gid int) error  { return op(rt.AtChown, path, uid, gid) }
func Lchown(path string, uid int, gid int) error { return op(rt.AtLchown, path, uid, gid) }
func Chdir(path string) error                    { return op(rt.AtChdir, path, 0, 0) }
func Truncate(path string, length int64) error   { return op(rt.AtTruncate, path, int(length), 0) }
func Fchdir(fd int) error                        { return failed(rt.At(rt.AtChdir, fd, "", 0, "", 0, 0)) }
func Fsync(fd int) error                         { return failed(rt.At(rt.AtSync, fd, "", 0, "", 0, 0)) }
func Dup(fd int) (nfd int, err error)            { return result(rt.At(rt.AtDup, fd, "", 0, "", 0, 0)) }
func Umask(mask int) (old int)                   { return rt.At(rt.AtUmask, 0, "", 0, "", mask, 0) }

func SetNonblock(fd int, nonblocking bool) error {
	a := 0
	if nonblocking {
		a = 1
	}
	return failed(rt.At(rt.AtNonblock, fd, "", 0, "", a, 0))
}

// Getwd returns the working directory.
func Getwd() (string, error) {
	for size := PathMax; ; size *= 4 {
		buf := make([]byte, size)
		n, err := result(rt.Getcwd(buf))
		if err == nil {
			return string(buf[:n]), nil
		}
		if err != ERANGE {
			return "", err
		}
	}
}

// Its own number and that of its parent are the same in every run of a program.
func Getpagesize() int { return 4096 }
func Getpid() int      { return 1000 }
func Getppid() int     { return 999 } // 1 would say that the parent has ended

// Ids of the user and the group, real and effective.
func Getuid() int  { return rt.At(rt.AtID, 0, "", 0, "", 0, 0) }
func Geteuid() int { return rt.At(rt.AtID, 0, "", 0, "", 1, 0) }
func Getgid() int  { return rt.At(rt.AtID, 0, "", 0, "", 2, 0) }
func Getegid() int { return rt.At(rt.AtID, 0, "", 0, "", 3, 0) }

// Getgroups returns the ids of the groups that the user is in besides.
func Getgroups() ([]int, error) {
	var ids [1024]uint32
	n, err := result(rt.AtFill(rt.FillGroups, 0, "", 0, unsafe.Slice((*byte)(unsafe.Pointer(&ids)), unsafe.Sizeof(ids))))
	if err != nil {
		return nil, err
	}
	groups := make([]int, n/4)
	for i := range groups {
		groups[i] = int(ids[i])
	}
	return groups, nil
}

// A Signal is a number that describes a process signal.
type Signal int

const (
	SIGHUP    = Signal(1)
	SIGINT    = Signal(2)
	SIGQUIT   = Signal(3)
	SIGILL    = Signal(4)
	SIGTRAP   = Signal(5)
	SIGABRT   = Signal(6)
	SIGBUS    = Signal(7)
	SIGFPE    = Signal(8)
	SIGKILL   = Signal(9)
	SIGUSR1   = Signal(10)
	SIGSEGV   = Signal(11)
	SIGUSR2   = Signal(12)
	SIGPIPE   = Signal(13)
	SIGALRM   = Signal(14)
	SIGTERM   = Signal(15)
	SIGCHLD   = Signal(17)
	SIGCONT   = Signal(18)
	SIGSTOP   = Signal(19)
	SIGTSTP   = Signal(20)
	SIGTTIN   = Signal(21)
	SIGTTOU   = Signal(22)
	SIGURG    = Signal(23)
	SIGXCPU   = Signal(24)
	SIGXFSZ   = Signal(25)
	SIGVTALRM = Signal(26)
	SIGPROF   = Signal(27)
	SIGWINCH  = Signal(28)
	SIGIO     = Signal(29)
	SIGPWR    = Signal(30)
	SIGSYS    = Signal(31)
	SIGSTKFLT = Signal(16)

	SIGIOT    = SIGABRT
	SIGCLD    = SIGCHLD
	SIGPOLL   = SIGIO
	SIGUNUSED = SIGSYS
)

var signalNames = [...]string{SIGHUP: "hangup", SIGINT: "interrupt", SIGQUIT: "quit", SIGILL: "illegal instruction",
	SIGTRAP: "trace/breakpoint trap", SIGABRT: "aborted", SIGBUS: "bus error", SIGFPE: "floating point exception",
	SIGKILL: "killed", SIGUSR1: "user defined signal 1", SIGSEGV: "segmentation fault", SIGUSR2: "user defined signal 2",
	SIGPIPE: "broken pipe", SIGALRM: "alarm clock", SIGTERM: "terminated", SIGCHLD: "child exited", SIGCONT: "continued",
	SIGSTOP: "stopped (signal)", SIGTSTP: "stopped", SIGTTIN: "stopped (tty input)", SIGTTOU: "stopped (tty output)",
	SIGURG: "urgent I/O condition", SIGXCPU: "CPU time limit exceeded", SIGXFSZ: "file size limit exceeded",
	SIGVTALRM: "virtual timer expired", SIGPROF: "profiling timer expired", SIGWINCH: "window changed", SIGIO: "I/O possible",
	SIGPWR: "power failure", SIGSYS: "bad system call", SIGSTKFLT: "stack fault"}

// Signal makes a Signal an os.Signal.
func (s Signal) Signal() {}

func (s Signal) String() string {
	if 0 <= s && int(s) < len(signalNames) && signalNames[s] != "" {
		return signalNames[s]
	}
	return "signal " + strconv.Itoa(int(s))
}

// Conn and RawConn are how a program reaches the descriptor of a file.
type Conn interface {
	SyscallConn() (RawConn, error)
}

type RawConn interface {
	Control(f func(fd uintptr)) error
	Read(f func(fd uintptr) (done bool)) error
	Write(f func(fd uintptr) (done bool)) error
}
