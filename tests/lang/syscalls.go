// System calls by number, and package syscall's functions on them: what the kernel writes is seen, errors are Go's.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"syscall"
	"time"
	"unsafe"
)

func check(what string, err error) {
	if err != nil {
		fmt.Println(what, err)
	}
}

func files(dir string) {
	name := filepath.Join(dir, "file")
	fd, err := syscall.Openat(-100, name, syscall.O_CREAT|syscall.O_RDWR, 0o644)
	check("openat", err)
	n, err := syscall.Pwrite(fd, []byte("hello, world"), 3)
	fmt.Println(n, err)
	buf := make([]byte, 20)
	n, err = syscall.Pread(fd, buf, 0)
	fmt.Printf("%d %q %v\n", n, buf[:n], err)
	check("flock", syscall.Flock(fd, syscall.LOCK_EX|syscall.LOCK_NB))
	other, err := syscall.Open(name, syscall.O_RDONLY, 0)
	check("open", err)
	fmt.Println(syscall.Flock(other, syscall.LOCK_EX|syscall.LOCK_NB))
	check("ftruncate", syscall.Ftruncate(fd, 5))
	var st syscall.Stat_t
	check("fstat", syscall.Fstat(fd, &st))
	fmt.Println(st.Size)
	check("fchmod", syscall.Fchmod(fd, 0o600))
	lock := syscall.Flock_t{Type: syscall.F_WRLCK}
	check("setlk", syscall.FcntlFlock(uintptr(fd), syscall.F_SETLK, &lock))
	lock.Type = syscall.F_RDLCK
	check("getlk", syscall.FcntlFlock(uintptr(fd), syscall.F_GETLK, &lock))
	fmt.Println(lock.Type == syscall.F_UNLCK)
	check("link", syscall.Link(name, name+".2"))
	check("symlink", syscall.Symlink("file", filepath.Join(dir, "link")))
	n, err = syscall.Readlink(filepath.Join(dir, "link"), buf)
	fmt.Printf("%q %v\n", buf[:n], err)
	check("mkdirat", syscall.Mkdirat(-100, filepath.Join(dir, "sub"), 0o755))
	check("rename", syscall.Rename(name+".2", filepath.Join(dir, "sub", "moved")))
	check("utimes", syscall.UtimesNano(name, []syscall.Timespec{{Sec: 5}, {Sec: 1e9, Nsec: 7}}))
	info, err := os.Stat(name)
	fmt.Println(info.ModTime().UTC(), info.Mode(), err)
	fmt.Println(syscall.Access(name, 4), syscall.Access(name+"x", 4))
	var fs syscall.Statfs_t
	check("statfs", syscall.Statfs(dir, &fs))
	fmt.Println(fs.Bsize > 0, fs.Blocks > 0)
	check("close", syscall.Close(other))
	check("close", syscall.Close(fd))
	fmt.Println(syscall.Close(fd))
}

func directory(dir string) {
	fd, err := syscall.Open(dir, syscall.O_RDONLY|syscall.O_DIRECTORY, 0)
	check("open", err)
	buf := make([]byte, 4096)
	n, err := syscall.ReadDirent(fd, buf)
	check("getdents", err)
	used, count, names := syscall.ParseDirent(buf[:n], -1, nil)
	sort.Strings(names)
	fmt.Println(used == n, count, names)
	syscall.Close(fd)
}

func pipes() {
	var p [2]int
	check("pipe2", syscall.Pipe2(p[:], syscall.O_CLOEXEC))
	ep, err := syscall.EpollCreate1(0)
	check("epoll", err)
	check("ctl", syscall.EpollCtl(ep, syscall.EPOLL_CTL_ADD, p[0], &syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: int32(p[0])}))
	events := make([]syscall.EpollEvent, 4)
	n, err := syscall.EpollWait(ep, events, 0)
	fmt.Println(n, err)
	text := []byte("through a pipe")
	_, _, e := syscall.Syscall(syscall.SYS_WRITE, uintptr(p[1]), uintptr(unsafe.Pointer(&text[0])), uintptr(len(text)))
	fmt.Println(e == 0)
	n, err = syscall.EpollWait(ep, events, -1)
	fmt.Println(n, err, events[0].Events == syscall.EPOLLIN, events[0].Fd == int32(p[0]))
	a, b := make([]byte, 7), make([]byte, 20)
	vectors := []syscall.Iovec{{Base: &a[0], Len: uint64(len(a))}, {Base: &b[0], Len: uint64(len(b))}}
	r, _, e := syscall.Syscall(syscall.SYS_READV, uintptr(p[0]), uintptr(unsafe.Pointer(&vectors[0])), 2)
	fmt.Printf("%d %d %q %q\n", r, e, a, b[:7])
	check("dup2", syscall.Dup2(p[1], p[0]))
	syscall.Close(p[0])
	syscall.Close(p[1])
	syscall.Close(ep)
}

func errors() {
	_, _, e := syscall.Syscall(syscall.SYS_FSTAT, 0, 1, 0)
	fmt.Println(e)
	_, _, e = syscall.Syscall(99999, 0, 0, 0)
	fmt.Println(e)
	_, _, e = syscall.RawSyscall6(syscall.SYS_OPENAT, 0, 8, 0, 0, 0, 0)
	fmt.Println(e)
	_, err := syscall.BytePtrFromString("a\x00b")
	fmt.Println(err)
	fmt.Println(syscall.Unlinkat(-100, "/nonexistent/x"), syscall.Access("", 0))
	var w syscall.Termios
	null, err := os.Open(os.DevNull)
	check("open", err)
	_, _, e = syscall.Syscall(syscall.SYS_IOCTL, null.Fd(), syscall.TCGETS, uintptr(unsafe.Pointer(&w)))
	fmt.Println(e)
}

func memory() {
	p, _, e := syscall.Syscall6(syscall.SYS_MMAP, 0, 8192, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON, ^uintptr(0), 0)
	fmt.Println(p != 0, e)
	_, _, e = syscall.Syscall(syscall.SYS_MUNMAP, p, 8192, 0)
	fmt.Println(e)
}

func system() {
	var use syscall.Rusage
	check("getrusage", syscall.Getrusage(0, &use))
	fmt.Println(use.Maxrss > 0)
	var info syscall.Sysinfo_t
	check("sysinfo", syscall.Sysinfo(&info))
	fmt.Println(info.Totalram > 0, info.Uptime > 0)
	var tv syscall.Timeval
	check("gettimeofday", syscall.Gettimeofday(&tv))
	fmt.Println(tv.Sec > 1e9, syscall.NsecToTimespec(-1), syscall.NsecToTimeval(1001).Usec, syscall.TimevalToNsec(syscall.Timeval{Sec: 1, Usec: 2}))
	fmt.Println(syscall.Gettid() > 0)
	group, err := syscall.Getpgid(0)
	fmt.Println(group == syscall.Getpgrp(), err)
	began := time.Now()
	check("nanosleep", syscall.Nanosleep(&syscall.Timespec{Nsec: 2e6}, nil))
	fmt.Println(time.Since(began) >= 2*time.Millisecond)
	var random [16]byte
	r, _, _ := syscall.RawSyscall(318, uintptr(unsafe.Pointer(&random)), 16, 0)
	fmt.Println(r, !bytes.Equal(random[:], make([]byte, 16)))
	dir := make([]byte, 4096)
	n, err := syscall.Getcwd(dir)
	wd, _ := os.Getwd()
	fmt.Println(string(dir[:n-1]) == wd, err)
}

func main() {
	dir, err := os.MkdirTemp("", "syscalls")
	check("temp", err)
	defer os.RemoveAll(dir)
	files(dir)
	directory(dir)
	pipes()
	errors()
	memory()
	system()
}

// Output:
// 12 <nil>
// 15 "\x00\x00\x00hello, world" <nil>
// resource temporarily unavailable
// 5
// true
// "file" <nil>
// 2001-09-09 01:46:40.000000007 +0000 UTC -rw------- <nil>
// <nil> no such file or directory
// true true
// bad file descriptor
// true 3 [file link sub]
// 0 <nil>
// true
// 1 <nil> true true
// 14 0 "through" " a pipe"
// bad address
// function not implemented
// bad address
// invalid argument
// no such file or directory no such file or directory
// inappropriate ioctl for device
// true errno 0
// errno 0
// true
// true true
// true {-1 999999999} 2 1000002000
// true
// true <nil>
// true
// 16 true
// true <nil>
