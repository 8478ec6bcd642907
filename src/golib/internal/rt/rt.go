// Package rt is the machine's door: what the library cannot say in Go. Every function without a
// body is a native, listed in natives.def. It holds no state, and nothing outside golib imports it.
package rt

import "unsafe"

// Sorting in place; equal elements of these types cannot be told apart.
func SortInts(x []int)
func SortFloats(x []float64)
func SortStrings(x []string)

// SliceLen returns the length of the slice in x, -1 when x is not a slice.
func SliceLen(x any) int

// SwapElements swaps two elements of the slice in x, which must be there.
func SwapElements(x any, i, j int)

// Later is the result of a call that would wait while other goroutines can go on: Wait and call again.
const Later = -85

// Write and Read are the system's calls; a result below zero is a negated errno, or Later.
func Write(fd int, p unsafe.Pointer, n int) int
func Read(fd int, p unsafe.Pointer, n int) int

// Pwrite, Pread and Seek as in POSIX.
func Pwrite(fd int, p unsafe.Pointer, n int, offset int64) int
func Pread(fd int, p unsafe.Pointer, n int, offset int64) int
func Seek(fd int, offset int64, whence int) int64

func Close(fd int) int

// Operations of At, in the order of machine/native_file.c. An empty name stands for the descriptor itself.
const (
	AtOpen     = iota // name, flags, mode: a descriptor
	AtUnlink          // name, flags
	AtMkdir           // name, mode
	AtRename          // name, to (fd2, other)
	AtChmod           // name, mode
	AtChown           // name, user, group
	AtLchown          // the same, of a link itself
	AtSymlink         // text, name (fd2, other)
	AtLink            // name, to (fd2, other)
	AtUtimes          // name, access and modification in nanoseconds; the least number: unchanged
	AtChdir           // name
	AtTruncate        // name, size; a name is relative to the working directory
	AtSync            // descriptor
	AtMkfifo          // name, mode
	AtUmask           // mode: the old one
	AtNonblock        // descriptor, 0 or 1; 2: whether it is
	AtDup             // descriptor: another one
	AtID              // 0 user, 1 effective user, 2 group, 3 effective group: its id
	AtOpenLater       // as AtOpen, for what answered Later: a descriptor from which 32 bits can be read, AtOpen's result
	AtKill            // pid (0: the program itself), signal
	AtProcess         // pid: a descriptor that can be read when the process has ended
	AtKeep            // descriptor: what AtOpenLater led to is the program's, and closed when it ends
)

// Operations of AtFill.
const (
	FillStat     = iota // name, flags: struct stat
	FillReadlink        // name
	FillPipe            // two descriptors, 32 bits each
	FillGroups          // group ids, 32 bits each
	FillWait            // pid, options: pid and status, 32 bits each, struct rusage; nothing: it has not ended
	FillLimit           // resource: struct rlimit
)

// Cwd as a descriptor is the working directory; then flags of AtUnlink, and of FillStat.
const (
	Cwd       = -100
	RemoveDir = 0x200
	NoFollow  = 0x100
)

// At does a call on names, which are relative to the descriptors before them. A result below zero is a negated errno.
func At(op, fd int, name string, fd2 int, other string, a, b int) int

// AtFill does one whose result is bytes: how many, or a negated errno.
func AtFill(op, fd int, name string, a int, dst []byte) int

// Getcwd writes a path into dst and returns its length, or a negated errno.
func Getcwd(dst []byte) int

// ReadDir writes the names in the directory open as fd into dst, each followed by a zero byte, and
// returns their total length, 0 at the end, or a negated errno.
func ReadDir(fd int, dst []byte) int

// Setting returns the value of a setting of GODEBUG, whose text is environment now, or its default in the program, or "".
// SettingsChanged tells the machine that the text has changed.
func Setting(environment, key string) string
func SettingsChanged(environment string)

// Args and Environ return copies of the program's arguments and environment.
func Args() []string
func Environ() []string

// Exit ends the program at once.
func Exit(code int)

// Strerror returns the system's text for an errno, as Go spells it.
func Strerror(errno int) string

// Walltime and Nanotime read the clock: seconds and nanoseconds since 1970; monotonic nanoseconds, which Walltime tells as 0 in a bubble.
func Walltime() (sec int64, nsec int, mono int64)
func Nanotime() int64

// Sleep parks the goroutine for ns nanoseconds.
func Sleep(ns int64)

// Outcomes of Wait.
const (
	Ready = iota
	TooLate
	Called
)

// Wait parks the goroutine until the descriptor fd can be read (or written), or the moment until of Nanotime comes (below
// zero: never), or Wake calls all that wait for fd. Ready is a hint: another goroutine may have been faster.
func Wait(fd int, write bool, until int64) int {
	var calls uint32
	return WaitSince(fd, write, until, &calls, 0)
}

func Wake(fd int)

// WaitSince is Wait for who has seen *calls at `seen`: when it is another number by now, somebody called, and there is nothing
// to wait for.
func WaitSince(fd int, write bool, until int64, calls *uint32, seen uint32) int

// Operations of Sock and of SockFill, in the order of machine/native_socket.c.
const (
	SockOpen     = iota // fd: domain; type, protocol: a descriptor
	SockBind            // bytes: address
	SockConnect         // bytes: address
	SockListen          // backlog
	SockSet             // level, option, bytes: its value
	SockShutdown        // how
)

const (
	SockName   = iota // its address
	SockPeer          // that of the other end
	SockGet           // level, option: its value
	SockAccept        // flags: a descriptor, 32 bits, and the address of the other end
	SockPair          // fd: domain; type, protocol: two descriptors, 32 bits each
)

// Sock does a call on a socket. A result below zero is a negated errno. SockFill does one whose result is bytes: how many, or
// a negated errno; dst has room for 8 at least.
func Sock(op, fd, a, b int, bytes []byte) int
func SockFill(op, fd, a, b int, dst []byte) int

// SendMsg sends p and a control message, to an address unless that is empty: bytes sent, or a negated errno.
func SendMsg(fd, flags int, p, control, to []byte) int

// Received is what RecvMsg tells of a message besides its bytes.
type Received struct {
	N       int64
	Control int32 // bytes of the control message
	Flags   int32
	Address int32 // bytes of From
	_       int32
	From    [128]byte
}

// RecvMsg receives a message's bytes into p; told is the memory of a Received, and behind it has room for a control message.
// The result is Received.N: the length, or a negated errno.
func RecvMsg(fd, flags int, p, told []byte) int

// How Spawn starts a process: a bit each, see machine/spawn.h.
const (
	SpawnSetpgid = 1 << iota
	SpawnSetsid
	SpawnSetctty
	SpawnNoctty
	SpawnForeground
	SpawnTraced
	SpawnIds
	SpawnKeepGroups
	SpawnSetgroups
	SpawnCgroup
)

// Numbers of Spawn's how. Groups, maps of users and of groups (three numbers each) and capabilities lie behind them, one list after
// the other.
const (
	HowFlags = iota
	HowGroup
	HowTerminal
	HowDeath
	HowClone
	HowUnshare
	HowUid
	HowGid
	HowCgroup
	HowGroups // from here on: how many
	HowUids
	HowGids
	HowCapabilities
	HowNumbers
)

// Spawn starts a process: args and env are texts with a zero byte behind each, fds the descriptors that it gets as 0, 1, …
// (below zero: closed). The result is its pid or a negated errno.
func Spawn(path, dir, root string, args, env []byte, fds, how []int) int

// Syscall makes a system call by its number: the kernel's result, a negated errno. Those that machine/syscalls.def does not name
// are ENOSYS.
func Syscall(number int, args *[6]uintptr) int

// Exec puts another program in this one's place; args and env as for Spawn. It returns only when that fails: a negated errno.
func Exec(path string, args, env []byte) int

// Signals says which signals (bit n: number n) come through the descriptor that it returns, as struct signalfd_siginfo, and
// which are ignored.
func Signals(wanted, ignored uint64) int

// TimerChan says that a timer sends on the channel c, which has no buffer that the program sees unless it asks for timers of that
// kind. TimerChanHides: it seems to have none now.
func TimerChan(c unsafe.Pointer)
func TimerChanHides(c unsafe.Pointer) bool

// Gosched lets other goroutines run.
func Gosched()

// Semacquire parks until *s > 0, and decrements it; waiters are served in order of arrival. Tracebacks tell
// why they wait, in one of Go's texts. Semrelease increments *s, and readies a waiter.
func Semacquire(s *uint32, why string)
func Semrelease(s *uint32)

// How BubbleEnd says that a bubble of package testing/synctest has ended, in the order of machine/bubble.h.
const (
	_ = iota
	BubbleDone
	BubbleStuck // all wait for each other
	BubbleLeft  // the same, and the first has ended
)

// Bubble returns the number of the bubble that the goroutine is in, or 0. BubbleStart starts one with a goroutine that calls f, and
// returns its number, 0: the caller is in one. BubbleEnd waits until it has ended, and says how; BubbleWait until all others of
// the caller's bubble wait for each other.
func Bubble() int
func BubbleStart(f func()) int
func BubbleEnd(bubble int) int
func BubbleWait()

// Bubbled says that there has been one: until then nobody has to ask for his.
var Bubbled bool

// Fatal ends the program with "fatal error: " and text, status 2; no recover stops it.
func Fatal(text string)

// Goexit ends the goroutine after its deferred calls.
func Goexit()

// NumGoroutine counts the goroutines there are; GoroutineID names the one that asks.
func NumGoroutine() int
func GoroutineID() int

// Races counts the data races that were found.
func Races() int

// To the race detector: RaceReads and RaceWrites say that the caller of package runtime accesses n bytes, RaceSync that it synchronises
// by an address, RaceIgnore that by is added to how often the goroutine is not to be ordered by anything.
func RaceReads(addr unsafe.Pointer, n int)
func RaceWrites(addr unsafe.Pointer, n int)
func RaceSync(how int, addr unsafe.Pointer)
func RaceIgnore(by int)

// How to synchronise, in the order of machine/race.c.
const (
	RaceAcquire = iota
	RaceRelease
	RaceReleaseMerge
)

// Map gives pages of zeros, MapFile those of a file, where others see what is written (ENOTSUP in a debugger), Protect changes what may be done to some (as mmap(2)'s PROT_*; below 0: they are given back). PanicOnFault
// makes faults of this goroutine panics.
func Map(bytes, prot int) int
func MapFile(fd, offset, bytes, prot int) int
func Protect(addr, bytes, prot int) int
func PanicOnFault(on bool) bool

// Background starts a goroutine that the program does not count, and returns its number; Rouse ends the sleep of one.
func Background(f func()) int
func Rouse(goroutine int)

// Rand64 returns random bits from the machine's seeded source.
func Rand64() uint64

// GC runs a full collection. Release gives the system what is free until it is used again. GCPercent sets GOGC and returns the old value.
func GC()
func Release()
func GCPercent(percent int) int

// MemoryLimit sets the soft memory limit unless it is negative, and returns the old one.
func MemoryLimit(limit int64) int64

// MemStats fills dst, in the order of runtime.MemStats' fields that are plain counters:
// Alloc, TotalAlloc, Sys, Mallocs, Frees, HeapSys, HeapIdle, HeapInuse, StackInuse, NextGC,
// LastGC, PauseTotalNs, NumGC, NumForcedGC; then PauseNs and PauseEnd, 256 of each, then size and
// living objects of 61 size classes; HeapReleased.
func MemStats(dst []uint64)

// SetFinalizer arranges for fn(obj) to be called after obj became unreachable; fn nil clears it.
func SetFinalizer(obj, fn any)

// AddCleanup arranges for fn to be called after *ptr became unreachable, and returns its number (0: it never will be);
// StopCleanup undoes it.
func AddCleanup(ptr unsafe.Pointer, fn func()) int
func StopCleanup(ptr uintptr, number int)

// WeakMake returns the word that holds ptr without keeping *ptr, the same one for equal pointers;
// WeakValue reads it: nil once *ptr became unreachable.
func WeakMake(ptr unsafe.Pointer) unsafe.Pointer
func WeakValue(word unsafe.Pointer) unsafe.Pointer

// Callers fills dst with the return addresses of the calling goroutine's frames, skipping the
// first skip (0 is the caller of Callers), and returns how many.
func Callers(skip int, dst []uintptr) int

// Where describes the call before return address pc: function, file, line, and the function's entry.
func Where(pc uintptr) (fn, file string, line int, entry uintptr)

// FuncAt describes the function that a func value's code lies in.
func FuncAt(entry uintptr) (fn, file string, line int)

// TracebackLevel says how much is told when the program ends by a panic, as GOTRACEBACK does.
func TracebackLevel(level string)

// Stack writes a traceback of this (or, with all, every) goroutine into dst and returns its length.
func Stack(dst []byte, all bool) int

// Kinds of profiles, in the order of machine/profile.h.
const (
	ProfileTicks = iota // where the running goroutine is, every so many ticks; value: ticks
	ProfileBlock        // where goroutines waited; value: nanoseconds
	ProfileMutex        // where locks were given up for which others waited; value: nanoseconds of those
	ProfileHeap         // where sampled objects were allocated, their size before the return addresses; value: how many are free
)

// ProfileSet begins to count (not ProfileHeap, which runtime.MemProfileRate rules), at a rate (ticks between two samples; of the others all are counted), or ends it (0). What
// was counted stays, but that of ticks when they begin anew. ProfileRows fills dst with rows: count, sum of values, depth, and so
// many return addresses. It returns how many words there are, which may be more than fit.
func ProfileSet(kind, rate int)
func ProfileRows(kind int, dst []uint64) int

// HeapDump writes the heap and what leads into it to a descriptor, in the form of Go's heap dumps. The result is 0 or a negated
// errno.
func HeapDump(fd int) int

// GoroutineStacks fills dst with the return addresses of all goroutines' frames, depth words for each, closed by 0 when it
// has fewer frames, and returns how many goroutines there are, which may be more than fit.
func GoroutineStacks(depth int, dst []uintptr) int

// Move copies n bytes that hold no pointers.
func Move(dst, src unsafe.Pointer, n int)

// Str returns b's bytes as a string without copying: b must not be written to afterwards.
func Str(b []byte) string { return *(*string)(unsafe.Pointer(&b)) }
