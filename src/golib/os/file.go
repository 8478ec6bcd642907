package os

import (
	"errors"
	"internal/rt"
	"io"
	"io/fs"
	"strings"
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
	ErrDeadlineExceeded = error(deadlineExceeded{})
	ErrProcessDone      = errors.New("os: process already finished")
	ErrNoHandle         = errors.New("os: process handle unavailable")
)

// deadlineExceeded is a timeout, which can be told by its methods.
type deadlineExceeded struct{}

func (deadlineExceeded) Error() string   { return "i/o timeout" }
func (deadlineExceeded) Timeout() bool   { return true }
func (deadlineExceeded) Temporary() bool { return true }

// File represents an open file descriptor.
type File struct {
	fd     int
	name   string
	dir    []string // names that ReadDir has read and not returned
	eof    bool     // the directory has no more
	append bool

	// A pipe's ends do not block: who finds nothing there waits for it, until a deadline.
	waits           bool
	readBy, writeBy time.Time
	calls           uint32 // how often who waits was called to look again
}

// Stdin, Stdout, and Stderr are open Files pointing to the standard file descriptors.
var (
	Stdin  = &File{fd: 0, name: "/dev/stdin"}
	Stdout = &File{fd: 1, name: "/dev/stdout"}
	Stderr = &File{fd: 2, name: "/dev/stderr"}
)

// NewFile returns a new File with the given file descriptor and name, nil for a descriptor that is none.
func NewFile(fd uintptr, name string) *File {
	if int(fd) < 0 {
		return nil
	}
	return &File{fd: int(fd), name: name, waits: rt.At(rt.AtNonblock, int(fd), "", 0, "", 2, 0) == 1}
}

// failure makes a PathError of a system call's result below zero.
func failure(op, path string, result int) error {
	return &PathError{Op: op, Path: path, Err: syscall.Errno(-result)}
}

// failed is failure for a file that may have been closed meanwhile.
func (f *File) failed(op string, result int) error {
	if err := f.check(op); err != nil {
		return err
	}
	return failure(op, f.name, result)
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

// Fd returns the system's file descriptor. It blocks from now on, and deadlines are no more.
func (f *File) Fd() uintptr {
	if f == nil {
		return ^uintptr(0)
	}
	if f.waits {
		f.waits = false
		syscall.SetNonblock(f.fd, false)
	}
	return uintptr(f.fd)
}

// Open opens the named file for reading.
func Open(name string) (*File, error) { return OpenFile(name, O_RDONLY, 0) }

// Create creates or truncates the named file.
func Create(name string) (*File, error) { return OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0666) }

// OpenFile is the generalized open call.
func OpenFile(name string, flag int, perm FileMode) (*File, error) {
	fd := at(rt.AtOpen, rt.Cwd, name, flag, modeBits(perm))
	later := fd == rt.Later
	if later {
		fd = openLater(name, flag, modeBits(perm))
	}
	if fd < 0 {
		return nil, failure("open", name, fd)
	}
	return &File{fd: fd, name: name, append: flag&O_APPEND != 0, waits: later}, nil
}

// openLater opens a FIFO, for whose other end the goroutine waits. Its descriptor does not block.
func openLater(name string, flag, mode int) int {
	fd, err := syscall.Open(name, flag, uint32(mode))
	if err != nil {
		return -int(err.(syscall.Errno))
	}
	syscall.SetNonblock(fd, true)
	return fd
}

// at does one of rt.At's calls on a name that is not empty; a name with a NUL is no file's.
func at(op, fd int, name string, a, b int) int {
	switch {
	case name == "":
		return -int(syscall.ENOENT)
	case strings.IndexByte(name, 0) >= 0:
		return -int(syscall.EINVAL)
	}
	return rt.At(op, fd, name, 0, "", a, b)
}

// onFile does one on f's descriptor.
func (f *File) onFile(op int, what string, a, b int) error {
	if err := f.check(what); err != nil {
		return err
	}
	if r := rt.At(op, f.fd, "", 0, "", a, b); r < 0 {
		return failure(what, f.name, r)
	}
	return nil
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
	f.calls++
	rt.Wake(fd)
	if r := rt.Close(fd); r < 0 {
		return failure("close", f.name, r)
	}
	return nil
}

// wait parks before another try; the error is that of a closed file or a deadline.
func (f *File) wait(op string, by *time.Time) error {
	calls := f.calls
	if err := f.check(op); err != nil {
		return err
	}
	until := int64(-1)
	if !by.IsZero() {
		left := time.Until(*by)
		if left <= 0 {
			return &PathError{Op: op, Path: f.name, Err: ErrDeadlineExceeded}
		}
		until = rt.Nanotime() + int64(left)
	}
	rt.WaitSince(f.fd, by == &f.writeBy, until, &f.calls, calls)
	return f.check(op)
}

// late is the error of a deadline that is over before anything is tried.
func (f *File) late(op string, by *time.Time) error {
	if f.waits && !by.IsZero() && !time.Now().Before(*by) {
		return &PathError{Op: op, Path: f.name, Err: ErrDeadlineExceeded}
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
	if err := f.late("read", &f.readBy); err != nil {
		return 0, err
	}
	for {
		n = rt.Read(f.fd, unsafe.Pointer(&b[0]), len(b))
		if n != rt.Later && (n != -int(syscall.EAGAIN) || !f.waits) {
			break
		}
		if err := f.wait("read", &f.readBy); err != nil {
			return 0, err
		}
	}
	if n < 0 {
		return 0, f.failed("read", n)
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
	if err := f.late("write", &f.writeBy); err != nil {
		return 0, err
	}
	for n < len(b) {
		m := rt.Write(f.fd, unsafe.Pointer(&b[n]), len(b)-n)
		if m == -int(syscall.EAGAIN) && f.waits {
			if err := f.wait("write", &f.writeBy); err != nil {
				return n, err
			}
			continue
		}
		if m < 0 {
			return n, f.failed("write", m)
		}
		n += m
	}
	return n, nil
}

// WriteString is like Write, but writes the contents of string s.
func (f *File) WriteString(s string) (n int, err error) {
	return f.Write(unsafe.Slice(unsafe.StringData(s), len(s)))
}

// WriteAt writes len(b) bytes to the File starting at byte offset off.
func (f *File) WriteAt(b []byte, off int64) (n int, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	if f.append {
		return 0, errors.New("os: invalid use of WriteAt on file opened with O_APPEND")
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

// only hides the methods of a File but one, so that io.Copy does not come back to them.
type (
	onlyReader struct{ io.Reader }
	onlyWriter struct{ io.Writer }
)

// ReadFrom copies from r; WriteTo copies to w what is left of f.
func (f *File) ReadFrom(r io.Reader) (n int64, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	return io.Copy(onlyWriter{f}, r)
}

func (f *File) WriteTo(w io.Writer) (n int64, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	return io.Copy(w, onlyReader{f})
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
func (f *File) Sync() error { return f.onFile(rt.AtSync, "sync", 0, 0) }

// Truncate changes the size of the file, Chmod its mode, Chown its owner; Chdir makes it, a directory, the current one.
func (f *File) Truncate(size int64) error { return f.onFile(rt.AtTruncate, "truncate", int(size), 0) }
func (f *File) Chmod(mode FileMode) error { return f.onFile(rt.AtChmod, "chmod", modeBits(mode), 0) }
func (f *File) Chown(uid, gid int) error  { return f.onFile(rt.AtChown, "chown", uid, gid) }
func (f *File) Chdir() error              { return f.onFile(rt.AtChdir, "chdir", 0, 0) }

// ---- pipes ----

// Pipe returns a connected pair of Files: what is written to w is read from r.
func Pipe() (r *File, w *File, err error) {
	var fds [2]int
	if err := syscall.Pipe(fds[:]); err != nil {
		return nil, nil, NewSyscallError("pipe2", err)
	}
	syscall.SetNonblock(fds[0], true)
	syscall.SetNonblock(fds[1], true)
	return &File{fd: fds[0], name: "|0", waits: true}, &File{fd: fds[1], name: "|1", waits: true}, nil
}

func (f *File) deadline(t time.Time, set func()) error {
	if err := f.check("set deadline"); err != nil {
		return err
	}
	if !f.waits {
		return ErrNoDeadline
	}
	set()
	f.calls++
	rt.Wake(f.fd)
	return nil
}

// SetDeadline, SetReadDeadline and SetWriteDeadline set when reading and writing of a pipe give up; the zero time: never.
func (f *File) SetDeadline(t time.Time) error {
	return f.deadline(t, func() { f.readBy, f.writeBy = t, t })
}

func (f *File) SetReadDeadline(t time.Time) error { return f.deadline(t, func() { f.readBy = t }) }
func (f *File) SetWriteDeadline(t time.Time) error {
	return f.deadline(t, func() { f.writeBy = t })
}

// rawConn lets a program work with the descriptor itself.
type rawConn struct{ f *File }

// SyscallConn returns a raw file.
func (f *File) SyscallConn() (syscall.RawConn, error) {
	if f == nil {
		return nil, ErrInvalid
	}
	return rawConn{f}, nil
}

func (c rawConn) Control(fn func(uintptr)) error {
	if err := c.f.check("SyscallConn"); err != nil {
		return err
	}
	fn(uintptr(c.f.fd))
	return nil
}

func (c rawConn) until(op string, by *time.Time, fn func(uintptr) bool) error {
	if err := c.f.check(op); err != nil {
		return err
	}
	for !fn(uintptr(c.f.fd)) {
		if err := c.f.wait(op, by); err != nil {
			return err
		}
	}
	return nil
}

func (c rawConn) Read(fn func(uintptr) bool) error  { return c.until("read", &c.f.readBy, fn) }
func (c rawConn) Write(fn func(uintptr) bool) error { return c.until("write", &c.f.writeBy, fn) }

// ---- whole files ----

// ReadFile reads the named file and returns the contents.
func ReadFile(name string) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.readAll()
}

func (f *File) readAll() ([]byte, error) {
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
	return f.writeAll(data)
}

func (f *File) writeAll(data []byte) error {
	_, err := f.Write(data)
	if e := f.Close(); e != nil && err == nil {
		err = e
	}
	return err
}
