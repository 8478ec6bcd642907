package os

import (
	"errors"
	"internal/rt"
	"io"
	"io/fs"
	"syscall"
	"time"
	"unsafe"
)

// Flags to OpenFile, with Linux's values.
const (
	O_RDONLY int = 0
	O_WRONLY int = 1
	O_RDWR   int = 2
	O_APPEND int = 0x400
	O_CREATE int = 0x40
	O_EXCL   int = 0x80
	O_SYNC   int = 0x101000
	O_TRUNC  int = 0x200
)

// Seek whence values.
const (
	SEEK_SET int = 0
	SEEK_CUR int = 1
	SEEK_END int = 2
)

const (
	PathSeparator     = '/'
	PathListSeparator = ':'
	DevNull           = "/dev/null"
)

// The types that package io/fs shares.
type (
	PathError = fs.PathError
	FileInfo  = fs.FileInfo
	FileMode  = fs.FileMode
	DirEntry  = fs.DirEntry
)

const (
	ModeDir        = fs.ModeDir
	ModeAppend     = fs.ModeAppend
	ModeExclusive  = fs.ModeExclusive
	ModeTemporary  = fs.ModeTemporary
	ModeSymlink    = fs.ModeSymlink
	ModeDevice     = fs.ModeDevice
	ModeNamedPipe  = fs.ModeNamedPipe
	ModeSocket     = fs.ModeSocket
	ModeSetuid     = fs.ModeSetuid
	ModeSetgid     = fs.ModeSetgid
	ModeCharDevice = fs.ModeCharDevice
	ModeSticky     = fs.ModeSticky
	ModeIrregular  = fs.ModeIrregular
	ModeType       = fs.ModeType
	ModePerm       = fs.ModePerm
)

var (
	ErrInvalid          = fs.ErrInvalid
	ErrPermission       = fs.ErrPermission
	ErrExist            = fs.ErrExist
	ErrNotExist         = fs.ErrNotExist
	ErrClosed           = fs.ErrClosed
	ErrNoDeadline       = errors.New("file type does not support deadline")
	ErrDeadlineExceeded = errors.New("i/o timeout")
	ErrProcessDone      = errors.New("os: process already finished")
)

// File represents an open file descriptor.
type File struct {
	fd   int
	name string
	dir  []string // names that ReadDir has read and not returned
	eof  bool     // the directory has no more
}

// Stdin, Stdout, and Stderr are open Files pointing to the standard file descriptors.
var (
	Stdin  = &File{fd: 0, name: "/dev/stdin"}
	Stdout = &File{fd: 1, name: "/dev/stdout"}
	Stderr = &File{fd: 2, name: "/dev/stderr"}
)

// NewFile returns a new File with the given file descriptor and name.
func NewFile(fd uintptr, name string) *File { return &File{fd: int(fd), name: name} }

// failure makes a PathError of a system call's result below zero.
func failure(op, path string, result int) error {
	return &PathError{Op: op, Path: path, Err: syscall.Errno(-result)}
}

// check returns the error for using f at all.
func (f *File) check(op string) error {
	if f == nil {
		return ErrInvalid
	}
	if f.fd < 0 {
		return &PathError{Op: op, Path: f.name, Err: ErrClosed}
	}
	return nil
}

// Name returns the name of the file as presented to Open.
func (f *File) Name() string { return f.name }

// Fd returns the system's file descriptor.
func (f *File) Fd() uintptr { return uintptr(f.fd) }

// Open opens the named file for reading.
func Open(name string) (*File, error) { return OpenFile(name, O_RDONLY, 0) }

// Create creates or truncates the named file.
func Create(name string) (*File, error) { return OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0666) }

// OpenFile is the generalized open call.
func OpenFile(name string, flag int, perm FileMode) (*File, error) {
	fd := rt.Open(name, flag, modeBits(perm))
	if fd < 0 {
		return nil, failure("open", name, fd)
	}
	return &File{fd: fd, name: name}, nil
}

// modeBits returns the system's bits for permissions.
func modeBits(perm FileMode) int {
	bits := int(perm & ModePerm)
	if perm&ModeSetuid != 0 {
		bits |= 0x800
	}
	if perm&ModeSetgid != 0 {
		bits |= 0x400
	}
	if perm&ModeSticky != 0 {
		bits |= 0x200
	}
	return bits
}

// Close closes the File, rendering it unusable for I/O.
func (f *File) Close() error {
	if err := f.check("close"); err != nil {
		return err
	}
	fd := f.fd
	f.fd = -1
	if r := rt.Close(fd); r < 0 {
		return failure("close", f.name, r)
	}
	return nil
}

// Read reads up to len(b) bytes from the File and stores them in b. At end of file it returns 0, io.EOF.
func (f *File) Read(b []byte) (n int, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	if len(b) == 0 {
		return 0, nil
	}
	n = rt.Read(f.fd, unsafe.Pointer(&b[0]), len(b))
	if n < 0 {
		return 0, failure("read", f.name, n)
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// ReadAt reads len(b) bytes from the File starting at byte offset off.
func (f *File) ReadAt(b []byte, off int64) (n int, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	if off < 0 {
		return 0, &PathError{Op: "readat", Path: f.name, Err: errors.New("negative offset")}
	}
	for n < len(b) {
		m := rt.Pread(f.fd, unsafe.Pointer(&b[n]), len(b)-n, off+int64(n))
		if m < 0 {
			return n, failure("read", f.name, m)
		}
		if m == 0 {
			return n, io.EOF
		}
		n += m
	}
	return n, nil
}

// Write writes len(b) bytes from b to the File.
func (f *File) Write(b []byte) (n int, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	for n < len(b) {
		m := rt.Write(f.fd, unsafe.Pointer(&b[n]), len(b)-n)
		if m < 0 {
			return n, failure("write", f.name, m)
		}
		n += m
	}
	return n, nil
}

// WriteString is like Write, but writes the contents of string s.
func (f *File) WriteString(s string) (n int, err error) { return f.Write([]byte(s)) }

// WriteAt writes len(b) bytes to the File starting at byte offset off.
func (f *File) WriteAt(b []byte, off int64) (n int, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	if off < 0 {
		return 0, &PathError{Op: "writeat", Path: f.name, Err: errors.New("negative offset")}
	}
	for n < len(b) {
		m := rt.Pwrite(f.fd, unsafe.Pointer(&b[n]), len(b)-n, off+int64(n))
		if m < 0 {
			return n, failure("write", f.name, m)
		}
		n += m
	}
	return n, nil
}

// Seek sets the offset for the next Read or Write on file.
func (f *File) Seek(offset int64, whence int) (ret int64, err error) {
	if err := f.check("seek"); err != nil {
		return 0, err
	}
	ret = rt.Seek(f.fd, offset, whence)
	if ret < 0 {
		return 0, failure("seek", f.name, int(ret))
	}
	f.dir, f.eof = nil, false
	return ret, nil
}

// Sync commits the current contents of the file to stable storage.
func (f *File) Sync() error { return f.check("sync") }

// Truncate changes the size of the file.
func (f *File) Truncate(size int64) error {
	if err := f.check("truncate"); err != nil {
		return err
	}
	return Truncate(f.name, size)
}

// fileStat is the FileInfo of Stat and Lstat.
type fileStat struct {
	name  string
	mode  FileMode
	size  int64
	mtime time.Time
}

func (s *fileStat) Name() string       { return s.name }
func (s *fileStat) Size() int64        { return s.size }
func (s *fileStat) Mode() FileMode     { return s.mode }
func (s *fileStat) ModTime() time.Time { return s.mtime }
func (s *fileStat) IsDir() bool        { return s.mode.IsDir() }
func (s *fileStat) Sys() any           { return nil }

// fileMode makes a FileMode of the system's bits.
func fileMode(bits int) FileMode {
	mode := FileMode(bits & 0777)
	switch bits & 0xF000 {
	case 0x4000:
		mode |= ModeDir
	case 0xA000:
		mode |= ModeSymlink
	case 0x1000:
		mode |= ModeNamedPipe
	case 0xC000:
		mode |= ModeSocket
	case 0x6000:
		mode |= ModeDevice
	case 0x2000:
		mode |= ModeDevice | ModeCharDevice
	}
	if bits&0x800 != 0 {
		mode |= ModeSetuid
	}
	if bits&0x400 != 0 {
		mode |= ModeSetgid
	}
	if bits&0x200 != 0 {
		mode |= ModeSticky
	}
	return mode
}

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

func stat(op, name string, fd int, follow bool) (FileInfo, error) {
	path := name
	if fd >= 0 {
		path = ""
	} else if name == "" {
		return nil, failure(op, name, -2)
	}
	mode, size, mtime, r := rt.Stat(path, fd, follow)
	if r < 0 {
		return nil, failure(op, name, r)
	}
	return &fileStat{base(name), fileMode(mode), int64(size), time.Unix(0, int64(mtime))}, nil
}

// Stat returns a FileInfo describing the named file.
func Stat(name string) (FileInfo, error) { return stat("stat", name, -1, true) }

// Lstat is Stat that describes a symbolic link instead of following it.
func Lstat(name string) (FileInfo, error) { return stat("lstat", name, -1, false) }

// Stat returns the FileInfo structure describing file.
func (f *File) Stat() (FileInfo, error) {
	if err := f.check("stat"); err != nil {
		return nil, err
	}
	return stat("stat", f.name, f.fd, true)
}

// ReadFile reads the named file and returns the contents.
func ReadFile(name string) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size := 512
	if info, err := f.Stat(); err == nil && info.Size() > 0 {
		size = int(info.Size()) + 1
	}
	data := make([]byte, 0, size)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF {
			return data, nil
		}
		if err != nil {
			return data, err
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
}

// WriteFile writes data to the named file, creating it if necessary.
func WriteFile(name string, data []byte, perm FileMode) error {
	f, err := OpenFile(name, O_WRONLY|O_CREATE|O_TRUNC, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if e := f.Close(); e != nil && err == nil {
		err = e
	}
	return err
}

// fileOp does one of rt.FileOp's calls.
func fileOp(op int, what, name string, perm int) error {
	if r := rt.FileOp(op, name, "", perm); r < 0 {
		return failure(what, name, r)
	}
	return nil
}

// LinkError records an error during a link or symlink or rename system call and the paths that caused it.
type LinkError struct {
	Op  string
	Old string
	New string
	Err error
}

func (e *LinkError) Error() string { return e.Op + " " + e.Old + " " + e.New + ": " + e.Err.Error() }
func (e *LinkError) Unwrap() error { return e.Err }

func linkOp(op int, what, from, to string) error {
	if r := rt.FileOp(op, from, to, 0); r < 0 {
		return &LinkError{what, from, to, syscall.Errno(-r)}
	}
	return nil
}

// Remove removes the named file or (empty) directory.
func Remove(name string) error {
	r := rt.FileOp(0, name, "", 0)
	if r >= 0 {
		return nil
	}
	r2 := rt.FileOp(1, name, "", 0)
	if r2 >= 0 {
		return nil
	}
	if r2 != -20 { // not "not a directory": then rmdir knows better
		r = r2
	}
	return failure("remove", name, r)
}

// RemoveAll removes path and any children it contains.
func RemoveAll(path string) error {
	err := Remove(path)
	if err == nil || IsNotExist(err) {
		return nil
	}
	entries, listErr := ReadDir(path)
	if listErr != nil {
		return err
	}
	for _, e := range entries {
		if err := RemoveAll(path + "/" + e.Name()); err != nil {
			return err
		}
	}
	return Remove(path)
}

// Mkdir creates a new directory with the specified name and permission bits.
func Mkdir(name string, perm FileMode) error { return fileOp(2, "mkdir", name, modeBits(perm)) }

// MkdirAll creates a directory named path, along with any necessary parents.
func MkdirAll(path string, perm FileMode) error {
	if info, err := Stat(path); err == nil {
		if info.IsDir() {
			return nil
		}
		return failure("mkdir", path, -20)
	}
	end := len(path)
	for end > 0 && path[end-1] == '/' {
		end--
	}
	for end > 0 && path[end-1] != '/' {
		end--
	}
	if end > 1 {
		if err := MkdirAll(path[:end-1], perm); err != nil {
			return err
		}
	}
	err := Mkdir(path, perm)
	if err != nil {
		if info, e := Lstat(path); e == nil && info.IsDir() {
			return nil
		}
	}
	return err
}

// Rename renames (moves) oldpath to newpath.
func Rename(oldpath, newpath string) error { return linkOp(3, "rename", oldpath, newpath) }

// Symlink creates newname as a symbolic link to oldname.
func Symlink(oldname, newname string) error { return linkOp(7, "symlink", oldname, newname) }

// Link creates newname as a hard link to the oldname file.
func Link(oldname, newname string) error { return linkOp(8, "link", oldname, newname) }

// Chdir changes the current working directory to the named directory.
func Chdir(dir string) error { return fileOp(4, "chdir", dir, 0) }

// Chmod changes the mode of the named file to mode.
func Chmod(name string, mode FileMode) error { return fileOp(5, "chmod", name, modeBits(mode)) }

// Truncate changes the size of the named file.
func Truncate(name string, size int64) error { return fileOp(6, "truncate", name, int(size)) }

// Readlink returns the destination of the named symbolic link.
func Readlink(name string) (string, error) {
	buf := make([]byte, 4096)
	n := rt.Readlink(name, buf)
	if n < 0 {
		return "", failure("readlink", name, n)
	}
	return string(buf[:n]), nil
}

// Getwd returns an absolute path name corresponding to the current directory.
func Getwd() (dir string, err error) {
	buf := make([]byte, 4096)
	n := rt.Getcwd(buf)
	if n < 0 {
		return "", &SyscallError{"getwd", syscall.Errno(-n)}
	}
	return string(buf[:n]), nil
}
