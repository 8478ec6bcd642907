package os

import (
	"internal/rt"
	"syscall"
	"time"
	"unsafe"
)

// fileStat is the FileInfo of Stat and Lstat.
type fileStat struct {
	name string
	mode FileMode
	sys  syscall.Stat_t
}

func (s *fileStat) Name() string       { return s.name }
func (s *fileStat) Size() int64        { return s.sys.Size }
func (s *fileStat) Mode() FileMode     { return s.mode }
func (s *fileStat) ModTime() time.Time { return time.Unix(s.sys.Mtim.Sec, s.sys.Mtim.Nsec) }
func (s *fileStat) IsDir() bool        { return s.mode.IsDir() }
func (s *fileStat) Sys() any           { return &s.sys }

// fileMode makes a FileMode of the system's bits.
func fileMode(bits uint32) FileMode {
	mode := FileMode(bits & 0777)
	switch bits & syscall.S_IFMT {
	case syscall.S_IFDIR:
		mode |= ModeDir
	case syscall.S_IFLNK:
		mode |= ModeSymlink
	case syscall.S_IFIFO:
		mode |= ModeNamedPipe
	case syscall.S_IFSOCK:
		mode |= ModeSocket
	case syscall.S_IFBLK:
		mode |= ModeDevice
	case syscall.S_IFCHR:
		mode |= ModeDevice | ModeCharDevice
	}
	if bits&syscall.S_ISUID != 0 {
		mode |= ModeSetuid
	}
	if bits&syscall.S_ISGID != 0 {
		mode |= ModeSetgid
	}
	if bits&syscall.S_ISVTX != 0 {
		mode |= ModeSticky
	}
	return mode
}

// base is the last element of a path.
func base(name string) string {
	for len(name) > 1 && name[len(name)-1] == '/' {
		name = name[:len(name)-1]
	}
	for i := len(name) - 2; i >= 0; i-- {
		if name[i] == '/' {
			return name[i+1:]
		}
	}
	return name
}

// statAt describes a file by its name in a directory, or the descriptor itself for "".
func statAt(fd int, name string, flags int) (*fileStat, int) {
	s := &fileStat{name: base(name)}
	r := rt.AtFill(rt.FillStat, fd, name, flags, unsafe.Slice((*byte)(unsafe.Pointer(&s.sys)), unsafe.Sizeof(s.sys)))
	s.mode = fileMode(s.sys.Mode)
	return s, r
}

func stat(op, name string, flags int) (FileInfo, error) {
	r := nameError(name)
	if r < 0 {
		return nil, failure(op, name, r)
	}
	s, r := statAt(rt.Cwd, name, flags)
	if r < 0 {
		return nil, failure(op, name, r)
	}
	return s, nil
}

// Stat returns a FileInfo describing the named file.
func Stat(name string) (FileInfo, error) { return stat("stat", name, 0) }

// Lstat is Stat that describes a symbolic link instead of following it.
func Lstat(name string) (FileInfo, error) { return stat("lstat", name, rt.NoFollow) }

// Stat returns the FileInfo structure describing file.
func (f *File) Stat() (FileInfo, error) {
	if err := f.check("stat"); err != nil {
		return nil, err
	}
	s, r := statAt(f.fd, "", 0)
	if r < 0 {
		return nil, failure("stat", f.name, r)
	}
	s.name = base(f.name)
	return s, nil
}

// SameFile reports whether two infos of this package describe the same file.
func SameFile(fi1, fi2 FileInfo) bool {
	a, ok1 := fi1.(*fileStat)
	b, ok2 := fi2.(*fileStat)
	return ok1 && ok2 && a.sys.Dev == b.sys.Dev && a.sys.Ino == b.sys.Ino
}
