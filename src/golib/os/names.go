package os

import (
	"errors"
	"internal/rt"
	"math"
	"strings"
	"syscall"
	"time"
)

// LinkError records an error during a link or symlink or rename system call and the paths that caused it.
type LinkError struct {
	Op  string
	Old string
	New string
	Err error
}

func (e *LinkError) Error() string { return e.Op + " " + e.Old + " " + e.New + ": " + e.Err.Error() }
func (e *LinkError) Unwrap() error { return e.Err }

// nameError is the result of a call on a name that can be no file's, else 0.
func nameError(name string) int {
	if name == "" {
		return -int(syscall.ENOENT)
	}
	if strings.IndexByte(name, 0) >= 0 {
		return -int(syscall.EINVAL)
	}
	return 0
}

// onName does one of rt.At's calls on a name.
func onName(op int, what, name string, a, b int) error {
	if r := at(op, rt.Cwd, name, a, b); r < 0 {
		return failure(what, name, r)
	}
	return nil
}

// onNames does one on two names.
func onNames(op int, what, from, to string) error {
	r := min(nameError(from), nameError(to))
	if r == 0 {
		r = rt.At(op, rt.Cwd, from, rt.Cwd, to, 0, 0)
	}
	if r < 0 {
		return &LinkError{what, from, to, syscall.Errno(-r)}
	}
	return nil
}

// unlink removes a file or an empty directory; which of two failures is told depends on what it is.
func unlink(fd int, name string) int {
	r := at(rt.AtUnlink, fd, name, 0, 0)
	if r >= 0 {
		return r
	}
	r2 := at(rt.AtUnlink, fd, name, rt.RemoveDir, 0)
	if r2 >= 0 || r2 != -int(syscall.ENOTDIR) {
		return r2
	}
	return r
}

// Remove removes the named file or (empty) directory.
func Remove(name string) error {
	if r := unlink(rt.Cwd, name); r < 0 {
		return failure("remove", name, r)
	}
	return nil
}

// RemoveAll removes path and any children it contains; it is no error if there is no such path.
func RemoveAll(path string) error {
	if path == "" {
		return nil
	}
	if base(path) == "." {
		return failure("RemoveAll", path, -int(syscall.EINVAL))
	}
	if err := Remove(path); err == nil || IsNotExist(err) {
		return nil
	}
	end := len(path)
	for end > 1 && path[end-1] == '/' {
		end--
	}
	dir, name := ".", path[:end]
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		dir, name = name[:i+1], name[i+1:]
	}
	parent, err := Open(dir)
	if IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	defer parent.Close()
	if r := removeBelow(parent.fd, name); r < 0 {
		return failure("unlinkat", path, r)
	}
	return nil
}

// removeBelow removes a name in a directory with all that is in it.
func removeBelow(fd int, name string) int {
	r := unlink(fd, name)
	switch -r {
	case 0, int(syscall.ENOENT):
		return 0
	case int(syscall.ENOTEMPTY), int(syscall.EEXIST), int(syscall.EACCES):
	default:
		return r
	}
	sub := at(rt.AtOpen, fd, name, syscall.O_DIRECTORY|syscall.O_NOFOLLOW, 0)
	if sub < 0 {
		return r
	}
	dir := &File{fd: sub, name: name}
	defer dir.Close()
	worst := 0
	names, err := dir.Readdirnames(-1)
	if err != nil {
		return r
	}
	for _, n := range names {
		worst = min(worst, removeBelow(sub, n))
	}
	if r = at(rt.AtUnlink, fd, name, rt.RemoveDir, 0); r >= 0 || r == -int(syscall.ENOENT) {
		return 0
	}
	return min(worst, r)
}

// Mkdir creates a new directory with the specified name and permission bits.
func Mkdir(name string, perm FileMode) error {
	if err := onName(rt.AtMkdir, "mkdir", name, modeBits(perm), 0); err != nil {
		return err
	}
	return nil
}

// MkdirAll creates a directory named path, along with any necessary parents.
func MkdirAll(path string, perm FileMode) error {
	if info, err := Stat(path); err == nil {
		if info.IsDir() {
			return nil
		}
		return failure("mkdir", path, -int(syscall.ENOTDIR))
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

// Rename renames (moves) oldpath to newpath, which it replaces unless that is a directory.
func Rename(oldpath, newpath string) error {
	if to, err := Lstat(newpath); err == nil && to.IsDir() {
		from, err := Lstat(oldpath)
		if err != nil {
			return &LinkError{"rename", oldpath, newpath, underlying(err)}
		}
		if newpath == oldpath || !SameFile(from, to) {
			return &LinkError{"rename", oldpath, newpath, syscall.EEXIST}
		}
	}
	return onNames(rt.AtRename, "rename", oldpath, newpath)
}

// Symlink creates newname as a symbolic link to oldname.
func Symlink(oldname, newname string) error {
	return onNames(rt.AtSymlink, "symlink", oldname, newname)
}

// Link creates newname as a hard link to the oldname file.
func Link(oldname, newname string) error { return onNames(rt.AtLink, "link", oldname, newname) }

// Chdir changes the current working directory to the named directory.
func Chdir(dir string) error { return onName(rt.AtChdir, "chdir", dir, 0, 0) }

// Chmod changes the mode of the named file, Chown and Lchown its owner.
func Chmod(name string, mode FileMode) error {
	return onName(rt.AtChmod, "chmod", name, modeBits(mode), 0)
}
func Chown(name string, uid, gid int) error  { return onName(rt.AtChown, "chown", name, uid, gid) }
func Lchown(name string, uid, gid int) error { return onName(rt.AtLchown, "lchown", name, uid, gid) }

// Truncate changes the size of the named file.
func Truncate(name string, size int64) error {
	return onName(rt.AtTruncate, "truncate", name, int(size), 0)
}

// moment is a time for AtUtimes: the zero time leaves it as it is.
func moment(t time.Time) int {
	if t.IsZero() {
		return math.MinInt64
	}
	return int(t.UnixNano())
}

// Chtimes changes the access and modification times of the named file; a zero time is not changed.
func Chtimes(name string, atime time.Time, mtime time.Time) error {
	return onName(rt.AtUtimes, "chtimes", name, moment(atime), moment(mtime))
}

// readlink reads a symbolic link in a directory.
func readlink(fd int, name string) (string, int) {
	if r := nameError(name); r < 0 {
		return "", r
	}
	for size := 256; ; size *= 4 {
		buf := make([]byte, size)
		n := rt.AtFill(rt.FillReadlink, fd, name, 0, buf)
		if n < size {
			return string(buf[:max(n, 0)]), n
		}
	}
}

// Readlink returns the destination of the named symbolic link.
func Readlink(name string) (string, error) {
	s, r := readlink(rt.Cwd, name)
	if r < 0 {
		return "", failure("readlink", name, r)
	}
	return s, nil
}

// Getwd returns an absolute path name of the current directory: that in $PWD when it is one.
func Getwd() (dir string, err error) {
	if pwd := Getenv("PWD"); strings.HasPrefix(pwd, "/") {
		here, err1 := Stat(".")
		there, err2 := Stat(pwd)
		if err1 == nil && err2 == nil && SameFile(here, there) {
			return pwd, nil
		}
	}
	dir, err = syscall.Getwd()
	return dir, NewSyscallError("getwd", err)
}

// ---- a user's directories ----

// UserHomeDir returns the current user's home directory.
func UserHomeDir() (string, error) {
	if dir := Getenv("HOME"); dir != "" {
		return dir, nil
	}
	return "", errors.New("$HOME is not defined")
}

func userDir(variable, below string) (string, error) {
	dir := Getenv(variable)
	if dir == "" {
		if dir = Getenv("HOME"); dir == "" {
			return "", errors.New("neither $" + variable + " nor $HOME are defined")
		}
		return dir + below, nil
	}
	if dir[0] != '/' {
		return "", errors.New("path in $" + variable + " is relative")
	}
	return dir, nil
}

// UserCacheDir and UserConfigDir return the root directories for a user's cached data and configuration.
func UserCacheDir() (string, error)  { return userDir("XDG_CACHE_HOME", "/.cache") }
func UserConfigDir() (string, error) { return userDir("XDG_CONFIG_HOME", "/.config") }

// Executable returns the path name of the running program, as far as its first argument tells it.
func Executable() (string, error) {
	if len(Args) == 0 || Args[0] == "" {
		return "", errors.New("executable path is not known")
	}
	if Args[0][0] == '/' {
		return Args[0], nil
	}
	dir, err := Getwd()
	return dir + "/" + strings.TrimPrefix(Args[0], "./"), err
}
