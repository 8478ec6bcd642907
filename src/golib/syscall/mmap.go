package syscall

import (
	"internal/rt"
	"unsafe"
)

// What may be done to pages, kinds of mappings, and advice, as linux/amd64 has them.
const (
	PROT_NONE      = 0x0
	PROT_READ      = 0x1
	PROT_WRITE     = 0x2
	PROT_EXEC      = 0x4
	PROT_GROWSDOWN = 0x1000000
	PROT_GROWSUP   = 0x2000000

	MAP_SHARED     = 0x1
	MAP_PRIVATE    = 0x2
	MAP_TYPE       = 0xf
	MAP_FILE       = 0x0
	MAP_FIXED      = 0x10
	MAP_ANON       = 0x20
	MAP_ANONYMOUS  = 0x20
	MAP_32BIT      = 0x40
	MAP_GROWSDOWN  = 0x100
	MAP_DENYWRITE  = 0x800
	MAP_EXECUTABLE = 0x1000
	MAP_LOCKED     = 0x2000
	MAP_NORESERVE  = 0x4000
	MAP_POPULATE   = 0x8000
	MAP_NONBLOCK   = 0x10000
	MAP_STACK      = 0x20000
	MAP_HUGETLB    = 0x40000

	MADV_NORMAL      = 0x0
	MADV_RANDOM      = 0x1
	MADV_SEQUENTIAL  = 0x2
	MADV_WILLNEED    = 0x3
	MADV_DONTNEED    = 0x4
	MADV_REMOVE      = 0x9
	MADV_DONTFORK    = 0xa
	MADV_DOFORK      = 0xb
	MADV_MERGEABLE   = 0xc
	MADV_UNMERGEABLE = 0xd
	MADV_HUGEPAGE    = 0xe
	MADV_NOHUGEPAGE  = 0xf
	MADV_HWPOISON    = 0x64

	MCL_CURRENT = 0x1
	MCL_FUTURE  = 0x2
)

type mapping struct {
	length int // as it was asked for: Munmap takes a slice of all of it
	file   bool
}

// mapped are the addresses that Mmap has given.
var mapped map[uintptr]mapping

// Mmap maps memory. Of a file that is not shared the bytes are read at once. In a debugger no file is shared: the bytes of one that
// is only read are read at once too, and what is written could not be undone.
func Mmap(fd int, offset int64, length int, prot int, flags int) (data []byte, err error) {
	shared := flags&MAP_SHARED != 0
	switch {
	case length <= 0, offset%int64(Getpagesize()) != 0, shared == (flags&MAP_PRIVATE != 0):
		return nil, EINVAL
	case flags&MAP_FIXED != 0:
		return nil, ENOTSUP
	}
	addr := -int(ENOTSUP)
	if flags&MAP_ANON == 0 && shared {
		addr = rt.MapFile(fd, int(offset), length, prot&(PROT_READ|PROT_WRITE|PROT_EXEC))
	}
	if addr == -int(ENOTSUP) {
		if flags&MAP_ANON == 0 && shared && prot&PROT_WRITE != 0 {
			return nil, ENODEV
		}
		addr, err = mapCopy(fd, offset, length, prot, flags)
	}
	if err != nil {
		return nil, err
	}
	if addr < 0 {
		return nil, Errno(-addr)
	}
	if mapped == nil {
		mapped = map[uintptr]mapping{}
	}
	mapped[uintptr(addr)] = mapping{length, flags&MAP_ANON == 0}
	return unsafe.Slice((*byte)(unsafe.Pointer(uintptr(addr))), length), nil
}

// mapCopy gives pages of zeros, or with what there is of a file.
func mapCopy(fd int, offset int64, length int, prot int, flags int) (addr int, err error) {
	if addr = rt.Map(length, PROT_READ|PROT_WRITE); addr < 0 {
		return addr, Errno(-addr)
	}
	if flags&MAP_ANON == 0 {
		err = readMapped(fd, unsafe.Pointer(uintptr(addr)), length, offset)
	}
	if e := rt.Protect(addr, length, prot&(PROT_READ|PROT_WRITE|PROT_EXEC)); err == nil && e < 0 {
		err = Errno(-e)
	}
	if err != nil {
		rt.Protect(addr, length, -1)
	}
	return addr, err
}

// readMapped reads what there is of a file.
func readMapped(fd int, p unsafe.Pointer, length int, offset int64) error {
	const most = 16 << 20
	for done := 0; done < length; {
		n := rt.Pread(fd, unsafe.Add(p, done), min(length-done, most), offset+int64(done))
		if n < 0 {
			if Errno(-n) == EBADF {
				return EBADF
			}
			return EACCES
		}
		if n == 0 {
			break
		}
		done += n
	}
	return nil
}

// Munmap takes back what Mmap has given, all of it.
func Munmap(b []byte) error {
	if len(b) == 0 || len(b) != cap(b) {
		return EINVAL
	}
	addr := uintptr(start(b))
	if mapped[addr].length != len(b) {
		return EINVAL
	}
	if e := rt.Protect(int(addr), len(b), -1); e < 0 {
		return Errno(-e)
	}
	delete(mapped, addr)
	return nil
}

// unmap is the system's call: it takes back any whole pages, parts of what Mmap has given and holes too.
func unmap(addr, length uintptr) int {
	page := uintptr(Getpagesize())
	if addr%page != 0 || length == 0 || length > 1<<40 {
		return -int(EINVAL)
	}
	forget(addr, addr+length)
	if e := rt.Protect(int(addr), int(length), -1); e != -int(EINVAL) {
		return e
	}
	for at := addr; at < addr+length; at += page {
		rt.Protect(int(at), int(page), -1)
	}
	return 0
}

// forget leaves of what Mmap has given what lies before and behind [from, to).
func forget(from, to uintptr) {
	for at, m := range mapped {
		end := at + uintptr(m.length)
		if to <= at || from >= end {
			continue
		}
		delete(mapped, at)
		if at < from {
			mapped[at] = mapping{int(from - at), m.file}
		}
		if end > to {
			mapped[to] = mapping{int(end - to), m.file}
		}
	}
}

// start is where a slice's memory begins, wherever its elements are.
func start(b []byte) int { return int(uintptr(unsafe.Pointer(unsafe.SliceData(b)))) }

// Mprotect sets what may be done to the pages of b.
func Mprotect(b []byte, prot int) error {
	if len(b) == 0 {
		return nil
	}
	if e := rt.Protect(start(b), len(b), prot&(PROT_READ|PROT_WRITE|PROT_EXEC)); e < 0 {
		return Errno(-e)
	}
	return nil
}

// Madvise has no effect, as Mlock and Munlock have none (where pages lie is the system's business), but for anonymous pages that are
// not needed: they are zeros from then on.
func Madvise(b []byte, advice int) error {
	if start(b)%Getpagesize() != 0 {
		return EINVAL
	}
	for addr, m := range mapped {
		if advice == MADV_DONTNEED && !m.file && uintptr(start(b))-addr < uintptr(m.length) {
			clear(b)
		}
	}
	return nil
}

func Mlock(b []byte) error     { return nil }
func Munlock(b []byte) error   { return nil }
func Mlockall(flags int) error { return nil }
func Munlockall() error        { return nil }
