// Package os provides a platform-independent interface to operating system functionality, as far as
// a program under the debugger needs it: files, directories, environment and exit.
package os

import (
	"errors"
	"internal/rt"
	"strconv"
	"strings"
	"syscall"
)

// Args hold the command-line arguments, starting with the program name.
var Args = rt.Args()

// Exit causes the current program to exit with the given status code. Deferred functions are not run.
func Exit(code int) { rt.Exit(code) }

// Getenv retrieves the value of the environment variable named by the key.
func Getenv(key string) string {
	value, _ := LookupEnv(key)
	return value
}

// LookupEnv retrieves the value of the environment variable named by the key, and whether it is set.
func LookupEnv(key string) (string, bool) { return syscall.Getenv(key) }

// Environ returns a copy of strings representing the environment, in the form "key=value".
func Environ() []string { return syscall.Environ() }

// Setenv sets the value of the environment variable named by the key.
func Setenv(key, value string) error { return NewSyscallError("setenv", syscall.Setenv(key, value)) }

// Unsetenv unsets a single environment variable.
func Unsetenv(key string) error { return syscall.Unsetenv(key) }

// Clearenv deletes all environment variables.
func Clearenv() { syscall.Clearenv() }

// ExpandEnv replaces ${var} or $var in the string according to the environment.
func ExpandEnv(s string) string { return Expand(s, Getenv) }

// Expand replaces ${var} or $var in the string based on the mapping function.
func Expand(s string, mapping func(string) string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '$')
		if i < 0 || i+1 >= len(s) {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		name, width := variable(s[i+1:])
		switch {
		case name != "":
			b.WriteString(mapping(name))
		case width == 0:
			b.WriteByte('$')
		}
		s = s[i+1+width:]
	}
}

// variable returns the variable's name at the start of s, after the dollar sign, and its width.
// ("", n > 0) is bad syntax, which is eaten.
func variable(s string) (name string, width int) {
	if s[0] == '{' {
		if len(s) > 2 && isSpecial(s[1]) && s[2] == '}' {
			return s[1:2], 3
		}
		end := strings.IndexByte(s, '}')
		switch {
		case end < 0:
			return "", 1
		case end == 1:
			return "", 2
		}
		return s[1:end], end + 1
	}
	if isSpecial(s[0]) {
		return s[:1], 1
	}
	n := 0
	for n < len(s) && (s[n] == '_' || '0' <= s[n] && s[n] <= '9' || 'a' <= s[n]|32 && s[n]|32 <= 'z') {
		n++
	}
	return s[:n], n
}

// isSpecial reports whether c is one of the shell's one-character variables.
func isSpecial(c byte) bool { return strings.IndexByte("*#$@!?-0123456789", c) >= 0 }

// SyscallError records an error from a specific system call.
type SyscallError struct {
	Syscall string
	Err     error
}

func (e *SyscallError) Error() string { return e.Syscall + ": " + e.Err.Error() }
func (e *SyscallError) Unwrap() error { return e.Err }

// Timeout reports whether this error represents a timeout.
func (e *SyscallError) Timeout() bool {
	t, ok := e.Err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

// NewSyscallError returns, as an error, a new SyscallError, nil for a nil err.
func NewSyscallError(syscall string, err error) error {
	if err == nil {
		return nil
	}
	return &SyscallError{syscall, err}
}

// underlying returns what the os package's own error types wrap.
func underlying(err error) error {
	switch e := err.(type) {
	case *PathError:
		return e.Err
	case *LinkError:
		return e.Err
	case *SyscallError:
		return e.Err
	}
	return err
}

func isKind(err, kind error) bool {
	err = underlying(err)
	if err == kind {
		return true
	}
	e, ok := err.(syscall.Errno)
	return ok && e.Is(kind)
}

// IsExist reports whether the error is known to report that a file or directory already exists.
func IsExist(err error) bool { return isKind(err, ErrExist) }

// IsNotExist reports whether the error is known to report that a file or directory does not exist.
func IsNotExist(err error) bool { return isKind(err, ErrNotExist) }

// IsPermission reports whether the error is known to report that permission is denied.
func IsPermission(err error) bool { return isKind(err, ErrPermission) }

// IsTimeout reports whether the error is known to report that a timeout occurred.
func IsTimeout(err error) bool {
	t, ok := underlying(err).(interface{ Timeout() bool })
	return ok && t.Timeout()
}

// IsPathSeparator reports whether c is a directory separator character.
func IsPathSeparator(c uint8) bool { return c == PathSeparator }

// TempDir returns the default directory to use for temporary files.
func TempDir() string {
	if dir := Getenv("TMPDIR"); dir != "" {
		return dir
	}
	return "/tmp"
}

// unique calls make with names in dir until one is new; a * in pattern marks where the random part goes.
func unique(op, dir, pattern string, make func(name string) error) (string, error) {
	if dir == "" {
		dir = TempDir()
	}
	if strings.IndexByte(pattern, PathSeparator) >= 0 {
		return "", &PathError{Op: op, Path: pattern, Err: errors.New("pattern contains path separator")}
	}
	prefix, suffix := pattern, ""
	if i := strings.LastIndexByte(pattern, '*'); i >= 0 {
		prefix, suffix = pattern[:i], pattern[i+1:]
	}
	if dir[len(dir)-1] != PathSeparator {
		dir += "/"
	}
	prefix = dir + prefix
	for try := 0; ; try++ {
		name := prefix + strconv.FormatUint(uint64(uint32(rt.Rand64())), 10) + suffix
		err := make(name)
		switch {
		case err == nil:
			return name, nil
		case IsExist(err) && try < 10000:
			continue
		case IsExist(err):
			return "", &PathError{Op: op, Path: prefix + "*" + suffix, Err: ErrExist}
		}
		return "", err
	}
}

// CreateTemp creates a new temporary file in the directory dir, and opens it for reading and writing.
func CreateTemp(dir, pattern string) (f *File, err error) {
	_, err = unique("createtemp", dir, pattern, func(name string) error {
		f, err = OpenFile(name, O_RDWR|O_CREATE|O_EXCL, 0600)
		return err
	})
	return f, err
}

// MkdirTemp creates a new temporary directory in the directory dir and returns its name.
func MkdirTemp(dir, pattern string) (string, error) {
	return unique("mkdirtemp", dir, pattern, func(name string) error {
		err := Mkdir(name, 0700)
		if IsNotExist(err) { // which one is not there?
			if _, e := Stat(name[:strings.LastIndexByte(name, '/')]); IsNotExist(e) {
				return e
			}
		}
		return err
	})
}

// Getpid returns the process id of the program, the same in every run.
func Getpid() int { return 1000 }

// Getppid returns the process id of its parent, the same in every run.
func Getppid() int { return syscall.Getppid() }

// Getuid, Geteuid, Getgid and Getegid return the ids of the user and the group, Getgroups those of the user's groups.
func Getuid() int  { return syscall.Getuid() }
func Geteuid() int { return syscall.Geteuid() }
func Getgid() int  { return syscall.Getgid() }
func Getegid() int { return syscall.Getegid() }

func Getgroups() ([]int, error) {
	groups, err := syscall.Getgroups()
	return groups, NewSyscallError("getgroups", err)
}

// Getpagesize returns the system's memory page size.
func Getpagesize() int { return 4096 }

// Hostname returns a constant: what a program sees must not depend on the machine.
func Hostname() (name string, err error) { return "localhost", nil }
