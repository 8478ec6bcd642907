//go:build go1.26

package unix

import "syscall"

// KernelVersionGE reports whether the system's version is major.minor at least.
func KernelVersionGE(major, minor int) bool {
	var name syscall.Utsname
	if syscall.Uname(&name) != nil {
		return false
	}
	var version [2]int
	part := 0
	for _, c := range name.Release {
		switch {
		case c >= '0' && c <= '9':
			version[part] = version[part]*10 + int(c-'0')
		case c == '.' && part == 0:
			part++
		default:
			return version[0] > major || (version[0] == major && version[1] >= minor)
		}
	}
	return false
}
