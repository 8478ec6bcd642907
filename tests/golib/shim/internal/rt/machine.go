package rt

import (
	"math/rand"
	"os"
	"reflect"
	"runtime"
	"syscall"
	"time"
	"unsafe"
)

// Stands for the machine's natives when golib runs under a Go toolchain, as far as tests need them.

func SliceLen(x any) int {
	v := reflect.ValueOf(x)
	if v.Kind() != reflect.Slice {
		return -1
	}
	return v.Len()
}

func PermuteSlice(x any, index []int) {
	v := reflect.ValueOf(x)
	old := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
	reflect.Copy(old, v)
	for i, from := range index {
		v.Index(i).Set(old.Index(from))
	}
}

func result(n int, err error) int {
	if err != nil {
		return -int(err.(syscall.Errno))
	}
	return n
}

func Write(fd int, p unsafe.Pointer, n int) int {
	return result(syscall.Write(fd, unsafe.Slice((*byte)(p), n)))
}

func Read(fd int, p unsafe.Pointer, n int) int {
	return result(syscall.Read(fd, unsafe.Slice((*byte)(p), n)))
}

func Pwrite(fd int, p unsafe.Pointer, n int, offset int64) int {
	return result(syscall.Pwrite(fd, unsafe.Slice((*byte)(p), n), offset))
}

func Pread(fd int, p unsafe.Pointer, n int, offset int64) int {
	return result(syscall.Pread(fd, unsafe.Slice((*byte)(p), n), offset))
}

func Seek(fd int, offset int64, whence int) int64 {
	n, err := syscall.Seek(fd, offset, whence)
	return int64(result(int(n), err))
}

func Open(name string, flag, perm int) int {
	return result(syscall.Open(name, flag|syscall.O_CLOEXEC, uint32(perm)))
}

func Close(fd int) int { return result(0, syscall.Close(fd)) }

func Stat(name string, fd int, follow bool) (mode, size, mtime, err int) {
	var st syscall.Stat_t
	var e error
	switch {
	case name == "":
		e = syscall.Fstat(fd, &st)
	case follow:
		e = syscall.Stat(name, &st)
	default:
		e = syscall.Lstat(name, &st)
	}
	return int(st.Mode), int(st.Size), int(st.Mtim.Nano()), result(0, e)
}

func FileOp(op int, name, other string, perm int) int {
	var err error
	switch op {
	case 0:
		err = syscall.Unlink(name)
	case 1:
		err = syscall.Rmdir(name)
	case 2:
		err = syscall.Mkdir(name, uint32(perm))
	case 3:
		err = syscall.Rename(name, other)
	case 4:
		err = syscall.Chdir(name)
	case 5:
		err = syscall.Chmod(name, uint32(perm))
	case 6:
		err = syscall.Truncate(name, int64(perm))
	case 7:
		err = syscall.Symlink(name, other)
	case 8:
		err = syscall.Link(name, other)
	}
	return result(0, err)
}

func Getcwd(dst []byte) int {
	wd, err := syscall.Getwd()
	return result(copy(dst, wd), err)
}

func Readlink(name string, dst []byte) int { return result(syscall.Readlink(name, dst)) }

func ReadDir(fd int, dst []byte) int {
	buf := make([]byte, len(dst)/2)
	n, err := syscall.ReadDirent(fd, buf)
	if err != nil {
		return result(0, err)
	}
	_, _, names := syscall.ParseDirent(buf[:n], -1, nil)
	used := 0
	for _, name := range names {
		used += copy(dst[used:], name+"\x00")
	}
	return used
}

func Args() []string            { return os.Args }
func Environ() []string         { return os.Environ() }
func Exit(code int)             { os.Exit(code) }
func Strerror(errno int) string { return syscall.Errno(errno).Error() }
func Nanotime() int64           { return int64(time.Since(start)) }
func Sleep(ns int64)            { time.Sleep(time.Duration(ns)) }
func Gosched()                  { runtime.Gosched() }
func NumGoroutine() int         { return runtime.NumGoroutine() }
func Rand64() uint64            { return rand.Uint64() }
func Goexit()                   { runtime.Goexit() }
func GC()                       { runtime.GC() }
func Fatal(text string)         { panic("fatal error: " + text) }

var start = time.Now()

func Walltime() (sec int64, nsec int) {
	now := time.Now()
	return now.Unix(), now.Nanosecond()
}

func Move(dst, src unsafe.Pointer, n int) {
	copy(unsafe.Slice((*byte)(dst), n), unsafe.Slice((*byte)(src), n))
}

func GoroutineID() int                                            { return 1 }
func GCPercent(percent int) int                                   { return 100 }
func MemStats(dst []uint64)                                       {}
func SetFinalizer(obj, fn any)                                    {}
func Callers(skip int, dst []uintptr) int                         { return 0 }
func Where(pc uintptr) (fn, file string, line int, entry uintptr) { return }
func FuncAt(entry uintptr) (fn, file string, line int)            { return }
func Stack(dst []byte, all bool) int                              { return 0 }

func Semacquire(s *uint32) {
	for *s == 0 {
		runtime.Gosched()
	}
	*s--
}

func Semrelease(s *uint32) { *s++ }
