package syscall

import "internal/rt"

// Rlimit is a limit of what the process may use: the one that counts, and how far it could be raised.
type Rlimit struct {
	Cur uint64
	Max uint64
}

// Resources of Getrlimit.
const (
	RLIMIT_CPU    = 0
	RLIMIT_FSIZE  = 1
	RLIMIT_DATA   = 2
	RLIMIT_STACK  = 3
	RLIMIT_CORE   = 4
	RLIMIT_NOFILE = 7
	RLIMIT_AS     = 9
	RLIM_INFINITY = -1
)

func Getrlimit(resource int, rlim *Rlimit) (err error) {
	return failed(rt.AtFill(rt.FillLimit, 0, "", resource, bytesOf(rlim)))
}

// Utsname tells of the system.
type Utsname struct {
	Sysname    [65]int8
	Nodename   [65]int8
	Release    [65]int8
	Version    [65]int8
	Machine    [65]int8
	Domainname [65]int8
}

// Uname asks the system's files. Its name is the same everywhere, as package os has it.
func Uname(buf *Utsname) (err error) {
	fill(&buf.Nodename, "localhost")
	fill(&buf.Machine, "x86_64")
	fill(&buf.Domainname, "(none)")
	for _, each := range []struct {
		field *[65]int8
		file  string
	}{{&buf.Sysname, "ostype"}, {&buf.Release, "osrelease"}, {&buf.Version, "version"}} {
		text, err := firstLine("/proc/sys/kernel/" + each.file)
		if err != nil {
			return err
		}
		fill(each.field, text)
	}
	return nil
}

// fill writes a text with a zero byte behind it.
func fill(field *[65]int8, text string) {
	n := 0
	for ; n < len(text) && n < len(field)-1; n++ {
		field[n] = int8(text[n])
	}
	field[n] = 0
}

func firstLine(name string) (string, error) {
	fd, err := Open(name, O_RDONLY, 0)
	if err != nil {
		return "", err
	}
	defer Close(fd)
	var buf [64]byte
	n, err := Read(fd, buf[:])
	for i, c := range buf[:max(n, 0)] {
		if c == '\n' {
			return string(buf[:i]), err
		}
	}
	return string(buf[:max(n, 0)]), err
}
