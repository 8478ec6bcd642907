package syscall

import "unsafe"

// ---- files ----

func Access(path string, mode uint32) (err error) {
	return on(path, func(p uintptr) error { return do(SYS_ACCESS, p, uintptr(mode)) })
}

func Faccessat(dirfd int, path string, mode uint32, flags int) (err error) {
	return on(path, func(p uintptr) error { return do(sysFaccessat2, uintptr(dirfd), p, uintptr(mode), uintptr(flags)) })
}

// sysFaccessat2 is the call that has flags.
const sysFaccessat2 = 439

func Openat(dirfd int, path string, flags int, mode uint32) (fd int, err error) {
	err = on(path, func(p uintptr) error {
		fd, err = call(SYS_OPENAT, uintptr(dirfd), p, uintptr(flags), uintptr(mode))
		return err
	})
	if err != nil {
		fd = -1
	}
	return fd, err
}

func Creat(path string, mode uint32) (fd int, err error) {
	return Openat(atCwd, path, O_CREAT|O_WRONLY|O_TRUNC, mode)
}

// atCwd stands for the working directory.
const atCwd = -100

func Dup2(oldfd int, newfd int) (err error) { return do(SYS_DUP2, uintptr(oldfd), uintptr(newfd)) }
func Dup3(oldfd int, newfd int, flags int) (err error) {
	return do(SYS_DUP3, uintptr(oldfd), uintptr(newfd), uintptr(flags))
}

func Pipe2(p []int, flags int) error {
	if len(p) != 2 {
		return EINVAL
	}
	var pair [2]int32
	err := do(SYS_PIPE2, uintptr(unsafe.Pointer(&pair)), uintptr(flags))
	if err == nil {
		p[0], p[1] = int(pair[0]), int(pair[1])
	}
	return err
}

func Pread(fd int, p []byte, offset int64) (n int, err error) {
	at, size := bytes(p)
	return call(SYS_PREAD64, uintptr(fd), at, size, uintptr(offset))
}

func Pwrite(fd int, p []byte, offset int64) (n int, err error) {
	at, size := bytes(p)
	return call(SYS_PWRITE64, uintptr(fd), at, size, uintptr(offset))
}

func Fdatasync(fd int) (err error) { return do(SYS_FDATASYNC, uintptr(fd)) }
func Sync()                        { do(SYS_SYNC) }

func SyncFileRange(fd int, off int64, n int64, flags int) (err error) {
	return do(SYS_SYNC_FILE_RANGE, uintptr(fd), uintptr(off), uintptr(n), uintptr(flags))
}

func Ftruncate(fd int, length int64) (err error) {
	return do(SYS_FTRUNCATE, uintptr(fd), uintptr(length))
}

func Fallocate(fd int, mode uint32, off int64, len int64) (err error) {
	return do(SYS_FALLOCATE, uintptr(fd), uintptr(mode), uintptr(off), uintptr(len))
}

func Flock(fd int, how int) (err error) { return do(SYS_FLOCK, uintptr(fd), uintptr(how)) }

func FcntlFlock(fd uintptr, cmd int, lk *Flock_t) error {
	return do(SYS_FCNTL, fd, uintptr(cmd), uintptr(unsafe.Pointer(lk)))
}

func Sendfile(outfd int, infd int, offset *int64, count int) (written int, err error) {
	return call(SYS_SENDFILE, uintptr(outfd), uintptr(infd), uintptr(unsafe.Pointer(offset)), uintptr(count))
}

func Splice(rfd int, roff *int64, wfd int, woff *int64, len int, flags int) (n int64, err error) {
	r, err := call(SYS_SPLICE, uintptr(rfd), uintptr(unsafe.Pointer(roff)), uintptr(wfd), uintptr(unsafe.Pointer(woff)),
		uintptr(len), uintptr(flags))
	return int64(r), err
}

func Tee(rfd int, wfd int, len int, flags int) (n int64, err error) {
	r, err := call(SYS_TEE, uintptr(rfd), uintptr(wfd), uintptr(len), uintptr(flags))
	return int64(r), err
}

// ---- names ----

func Link(oldpath string, newpath string) (err error) {
	return onBoth(oldpath, newpath, func(p, o uintptr) error { return do(SYS_LINK, p, o) })
}

func Symlink(oldpath string, newpath string) (err error) {
	return onBoth(oldpath, newpath, func(p, o uintptr) error { return do(SYS_SYMLINK, p, o) })
}

func Readlink(path string, buf []byte) (n int, err error) {
	return filling(SYS_READLINK, path, buf)
}

// filling makes a call of a name that fills a slice: how many bytes.
func filling(number int, path string, buf []byte) (n int, err error) {
	at, size := bytes(buf)
	err = on(path, func(p uintptr) error {
		n, err = call(number, p, at, size)
		return err
	})
	if err != nil {
		n = -1
	}
	return n, err
}

func Rename(oldpath string, newpath string) (err error) {
	return Renameat(atCwd, oldpath, atCwd, newpath)
}

func Renameat(olddirfd int, oldpath string, newdirfd int, newpath string) (err error) {
	return onBoth(oldpath, newpath, func(p, o uintptr) error {
		return do(SYS_RENAMEAT, uintptr(olddirfd), p, uintptr(newdirfd), o)
	})
}

func Mkdirat(dirfd int, path string, mode uint32) (err error) {
	return on(path, func(p uintptr) error { return do(SYS_MKDIRAT, uintptr(dirfd), p, uintptr(mode)) })
}

func Mknod(path string, mode uint32, dev int) (err error) { return Mknodat(atCwd, path, mode, dev) }

func Mknodat(dirfd int, path string, mode uint32, dev int) (err error) {
	return on(path, func(p uintptr) error { return do(SYS_MKNODAT, uintptr(dirfd), p, uintptr(mode), uintptr(dev)) })
}

func Unlinkat(dirfd int, path string) error {
	return on(path, func(p uintptr) error { return do(SYS_UNLINKAT, uintptr(dirfd), p, 0) })
}

func Fchmod(fd int, mode uint32) (err error) { return do(SYS_FCHMOD, uintptr(fd), uintptr(mode)) }

// Fchmodat has no flags: Linux knows none.
func Fchmodat(dirfd int, path string, mode uint32, flags int) error {
	if flags != 0 {
		return EOPNOTSUPP
	}
	return on(path, func(p uintptr) error { return do(SYS_FCHMODAT, uintptr(dirfd), p, uintptr(mode)) })
}

func Fchown(fd int, uid int, gid int) (err error) {
	return do(SYS_FCHOWN, uintptr(fd), uintptr(uid), uintptr(gid))
}

func Fchownat(dirfd int, path string, uid int, gid int, flags int) (err error) {
	return on(path, func(p uintptr) error {
		return do(SYS_FCHOWNAT, uintptr(dirfd), p, uintptr(uid), uintptr(gid), uintptr(flags))
	})
}

func Chroot(path string) (err error) {
	return on(path, func(p uintptr) error { return do(SYS_CHROOT, p) })
}

func PivotRoot(newroot string, putold string) (err error) {
	return onBoth(newroot, putold, func(p, o uintptr) error { return do(SYS_PIVOT_ROOT, p, o) })
}

func Mount(source string, target string, fstype string, flags uintptr, data string) (err error) {
	return onBoth(source, target, func(s, t uintptr) error {
		return on(fstype, func(f uintptr) error {
			if data == "" {
				return do(SYS_MOUNT, s, t, f, flags, 0)
			}
			return on(data, func(d uintptr) error { return do(SYS_MOUNT, s, t, f, flags, d) })
		})
	})
}

func Unmount(target string, flags int) (err error) {
	return on(target, func(p uintptr) error { return do(SYS_UMOUNT2, p, uintptr(flags)) })
}

func Statfs(path string, buf *Statfs_t) (err error) {
	return on(path, func(p uintptr) error { return do(SYS_STATFS, p, uintptr(unsafe.Pointer(buf))) })
}

func Fstatfs(fd int, buf *Statfs_t) (err error) {
	return do(SYS_FSTATFS, uintptr(fd), uintptr(unsafe.Pointer(buf)))
}

func Ustat(dev int, ubuf *Ustat_t) (err error) {
	return do(SYS_USTAT, uintptr(dev), uintptr(unsafe.Pointer(ubuf)))
}

func Getcwd(buf []byte) (n int, err error) {
	at, size := bytes(buf)
	return call(SYS_GETCWD, at, size)
}

func Acct(path string) (err error) {
	if path == "" {
		return do(SYS_ACCT, 0)
	}
	return on(path, func(p uintptr) error { return do(SYS_ACCT, p) })
}

// ---- directories ----

func Getdents(fd int, buf []byte) (n int, err error) {
	at, size := bytes(buf)
	return call(SYS_GETDENTS64, uintptr(fd), at, size)
}

func ReadDirent(fd int, buf []byte) (n int, err error) { return Getdents(fd, buf) }

// ParseDirent adds up to max names of the entries in buf (below 0: all) to names: how many bytes and names those were.
func ParseDirent(buf []byte, max int, names []string) (consumed int, count int, newnames []string) {
	const head = int(unsafe.Offsetof(Dirent{}.Name))
	for max != 0 && len(buf)-consumed >= head {
		entry := (*Dirent)(unsafe.Pointer(&buf[consumed]))
		size := int(entry.Reclen)
		if size < head || size > len(buf)-consumed {
			return len(buf), count, names
		}
		name := buf[consumed+head : consumed+size]
		for i, ch := range name {
			if ch == 0 {
				name = name[:i]
				break
			}
		}
		consumed += size
		if s := string(name); entry.Ino != 0 && s != "." && s != ".." {
			names = append(names, s)
			count++
			max--
		}
	}
	return consumed, count, names
}

// ---- attributes ----

func Getxattr(path string, attr string, dest []byte) (sz int, err error) {
	at, size := bytes(dest)
	err = onBoth(path, attr, func(p, a uintptr) error {
		sz, err = call(SYS_GETXATTR, p, a, at, size)
		return err
	})
	if err != nil {
		sz = -1
	}
	return sz, err
}

func Setxattr(path string, attr string, data []byte, flags int) (err error) {
	at, size := bytes(data)
	return onBoth(path, attr, func(p, a uintptr) error { return do(SYS_SETXATTR, p, a, at, size, uintptr(flags)) })
}

func Listxattr(path string, dest []byte) (sz int, err error) {
	return filling(SYS_LISTXATTR, path, dest)
}

func Removexattr(path string, attr string) (err error) {
	return onBoth(path, attr, func(p, a uintptr) error { return do(SYS_REMOVEXATTR, p, a) })
}

// ---- times ----

func TimespecToNsec(ts Timespec) int64 { return ts.Nano() }
func TimevalToNsec(tv Timeval) int64   { return tv.Sec*1e9 + tv.Usec*1e3 }

// NsecToTimespec is right for times before 1970, too: Nsec is never negative.
func NsecToTimespec(nsec int64) Timespec {
	sec, rest := nsec/1e9, nsec%1e9
	if rest < 0 {
		sec, rest = sec-1, rest+1e9
	}
	return Timespec{Sec: sec, Nsec: rest}
}

// NsecToTimeval rounds up to microseconds.
func NsecToTimeval(nsec int64) Timeval {
	ts := NsecToTimespec(nsec + 999)
	return Timeval{Sec: ts.Sec, Usec: ts.Nsec / 1e3}
}

func Utime(path string, buf *Utimbuf) (err error) {
	return on(path, func(p uintptr) error { return do(SYS_UTIME, p, uintptr(unsafe.Pointer(buf))) })
}

func Utimes(path string, tv []Timeval) (err error) { return Futimesat(atCwd, path, tv) }

func Futimesat(dirfd int, path string, tv []Timeval) (err error) {
	if len(tv) != 2 {
		return EINVAL
	}
	return on(path, func(p uintptr) error {
		return do(SYS_FUTIMESAT, uintptr(dirfd), p, uintptr(unsafe.Pointer(&tv[0])))
	})
}

func Futimes(fd int, tv []Timeval) (err error) {
	if len(tv) != 2 {
		return EINVAL
	}
	return do(SYS_FUTIMESAT, uintptr(fd), 0, uintptr(unsafe.Pointer(&tv[0])))
}

func UtimesNano(path string, ts []Timespec) (err error) {
	if len(ts) != 2 {
		return EINVAL
	}
	cwd := atCwd
	return on(path, func(p uintptr) error {
		return do(SYS_UTIMENSAT, uintptr(cwd), p, uintptr(unsafe.Pointer(&ts[0])), 0)
	})
}

func Gettimeofday(tv *Timeval) (err error) {
	return do(SYS_GETTIMEOFDAY, uintptr(unsafe.Pointer(tv)), 0)
}
func Settimeofday(tv *Timeval) (err error) {
	return do(SYS_SETTIMEOFDAY, uintptr(unsafe.Pointer(tv)), 0)
}

func Time(t *Time_t) (tt Time_t, err error) {
	n, err := call(SYS_TIME, uintptr(unsafe.Pointer(t)))
	return Time_t(n), err
}

func Times(tms *Tms) (ticks uintptr, err error) {
	n, err := call(SYS_TIMES, uintptr(unsafe.Pointer(tms)))
	return uintptr(n), err
}

func Adjtimex(buf *Timex) (state int, err error) {
	return call(SYS_ADJTIMEX, uintptr(unsafe.Pointer(buf)))
}

func Nanosleep(time *Timespec, leftover *Timespec) (err error) {
	return do(SYS_NANOSLEEP, uintptr(unsafe.Pointer(time)), uintptr(unsafe.Pointer(leftover)))
}

// ---- waiting for several ----

func Select(nfd int, r *FdSet, w *FdSet, e *FdSet, timeout *Timeval) (n int, err error) {
	return call(SYS_SELECT, uintptr(nfd), uintptr(unsafe.Pointer(r)), uintptr(unsafe.Pointer(w)), uintptr(unsafe.Pointer(e)),
		uintptr(unsafe.Pointer(timeout)))
}

func EpollCreate(size int) (fd int, err error)  { return call(SYS_EPOLL_CREATE, uintptr(size)) }
func EpollCreate1(flag int) (fd int, err error) { return call(SYS_EPOLL_CREATE1, uintptr(flag)) }

func EpollCtl(epfd int, op int, fd int, event *EpollEvent) (err error) {
	return do(SYS_EPOLL_CTL, uintptr(epfd), uintptr(op), uintptr(fd), uintptr(unsafe.Pointer(event)))
}

func EpollWait(epfd int, events []EpollEvent, msec int) (n int, err error) {
	return call(SYS_EPOLL_WAIT, uintptr(epfd), uintptr(unsafe.Pointer(unsafe.SliceData(events))), uintptr(len(events)), uintptr(msec))
}

func InotifyInit() (fd int, err error)           { return InotifyInit1(0) }
func InotifyInit1(flags int) (fd int, err error) { return call(SYS_INOTIFY_INIT1, uintptr(flags)) }

func InotifyAddWatch(fd int, pathname string, mask uint32) (watchdesc int, err error) {
	err = on(pathname, func(p uintptr) error {
		watchdesc, err = call(SYS_INOTIFY_ADD_WATCH, uintptr(fd), p, uintptr(mask))
		return err
	})
	if err != nil {
		watchdesc = -1
	}
	return watchdesc, err
}

func InotifyRmWatch(fd int, watchdesc uint32) (success int, err error) {
	return call(SYS_INOTIFY_RM_WATCH, uintptr(fd), uintptr(watchdesc))
}

// ---- processes and users ----

func Exit(code int) { do(SYS_EXIT_GROUP, uintptr(code)) }

func Gettid() (tid int)                     { return must(SYS_GETTID) }
func Getpgrp() (pid int)                    { return must(SYS_GETPGRP) }
func Getpgid(pid int) (pgid int, err error) { return call(SYS_GETPGID, uintptr(pid)) }
func Setpgid(pid int, pgid int) (err error) { return do(SYS_SETPGID, uintptr(pid), uintptr(pgid)) }
func Setsid() (pid int, err error)          { return call(SYS_SETSID) }
func Setuid(uid int) (err error)            { return do(SYS_SETUID, uintptr(uid)) }
func Setgid(gid int) (err error)            { return do(SYS_SETGID, uintptr(gid)) }
func Setreuid(ruid, euid int) (err error)   { return do(SYS_SETREUID, uintptr(ruid), uintptr(euid)) }
func Setregid(rgid, egid int) (err error)   { return do(SYS_SETREGID, uintptr(rgid), uintptr(egid)) }
func Seteuid(euid int) (err error)          { return Setreuid(-1, euid) }
func Setegid(egid int) (err error)          { return Setregid(-1, egid) }
func Setfsuid(uid int) (err error)          { return do(SYS_SETFSUID, uintptr(uid)) }
func Setfsgid(gid int) (err error)          { return do(SYS_SETFSGID, uintptr(gid)) }
func Sethostname(p []byte) (err error)      { return ofName(SYS_SETHOSTNAME, p) }
func Setdomainname(p []byte) (err error)    { return ofName(SYS_SETDOMAINNAME, p) }
func Getrusage(who int, r *Rusage) (err error) {
	return do(SYS_GETRUSAGE, uintptr(who), uintptr(unsafe.Pointer(r)))
}

// must makes a call that cannot fail.
func must(number int) int {
	n, _ := call(number)
	return n
}

func ofName(number int, p []byte) error {
	at, size := bytes(p)
	return do(number, at, size)
}

func Setresuid(ruid, euid, suid int) (err error) {
	return do(SYS_SETRESUID, uintptr(ruid), uintptr(euid), uintptr(suid))
}

func Setresgid(rgid, egid, sgid int) (err error) {
	return do(SYS_SETRESGID, uintptr(rgid), uintptr(egid), uintptr(sgid))
}

func Setgroups(gids []int) (err error) {
	list := make([]uint32, len(gids))
	for i, g := range gids {
		list[i] = uint32(g)
	}
	return do(SYS_SETGROUPS, uintptr(len(list)), uintptr(unsafe.Pointer(unsafe.SliceData(list))))
}

func Getpriority(which int, who int) (prio int, err error) {
	return call(SYS_GETPRIORITY, uintptr(which), uintptr(who))
}

func Setpriority(which int, who int, prio int) (err error) {
	return do(SYS_SETPRIORITY, uintptr(which), uintptr(who), uintptr(prio))
}

func Setrlimit(resource int, rlim *Rlimit) error {
	return do(SYS_SETRLIMIT, uintptr(resource), uintptr(unsafe.Pointer(rlim)))
}

func Sysinfo(info *Sysinfo_t) (err error) { return do(SYS_SYSINFO, uintptr(unsafe.Pointer(info))) }

func Tgkill(tgid int, tid int, sig Signal) (err error) {
	return do(SYS_TGKILL, uintptr(tgid), uintptr(tid), uintptr(sig))
}

// ---- sockets ----

func BindToDevice(fd int, device string) (err error) {
	return on(device, func(p uintptr) error {
		return do(SYS_SETSOCKOPT, uintptr(fd), SOL_SOCKET, SO_BINDTODEVICE, p, uintptr(len(device)+1))
	})
}

func GetsockoptICMPv6Filter(fd, level, opt int) (*ICMPv6Filter, error) {
	value := new(ICMPv6Filter)
	return value, socketOption(fd, level, opt, unsafe.Pointer(value), unsafe.Sizeof(*value))
}

func GetsockoptIPv6MTUInfo(fd, level, opt int) (*IPv6MTUInfo, error) {
	value := new(IPv6MTUInfo)
	return value, socketOption(fd, level, opt, unsafe.Pointer(value), unsafe.Sizeof(*value))
}

func socketOption(fd, level, opt int, p unsafe.Pointer, size uintptr) error {
	n := uint32(size)
	return do(SYS_GETSOCKOPT, uintptr(fd), uintptr(level), uintptr(opt), uintptr(p), uintptr(unsafe.Pointer(&n)))
}

func SetsockoptICMPv6Filter(fd, level, opt int, filter *ICMPv6Filter) error {
	return do(SYS_SETSOCKOPT, uintptr(fd), uintptr(level), uintptr(opt), uintptr(unsafe.Pointer(filter)), unsafe.Sizeof(*filter))
}
