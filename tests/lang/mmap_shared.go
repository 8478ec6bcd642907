// A file's memory that is shared: what is written there is in the file at once, and the other way round.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"syscall"
)

const both = syscall.PROT_READ | syscall.PROT_WRITE

func fault(f func()) (panicked bool) {
	defer func() { panicked = recover() != nil }()
	f()
	return false
}

func main() {
	page := syscall.Getpagesize()
	f, err := os.CreateTemp("", "shared")
	if err != nil {
		panic(err)
	}
	defer os.Remove(f.Name())
	f.Write(bytes.Repeat([]byte("."), 2*page+100))
	fd := int(f.Fd())
	m, err := syscall.Mmap(fd, 0, 2*page+100, both, syscall.MAP_SHARED)
	fmt.Println(len(m), err)
	n, err := syscall.Mmap(fd, int64(page), page, syscall.PROT_READ, syscall.MAP_SHARED)
	fmt.Println(len(n), err)

	copy(m[page:], "written here")
	fmt.Println(string(n[:14]))
	var back [12]byte
	f.ReadAt(back[:], int64(page))
	fmt.Println(string(back[:]))
	f.WriteAt([]byte("by the file"), 5)
	fmt.Println(string(m[:18]))
	out, err := exec.Command("sh", "-c", "printf 'another process' | dd of="+f.Name()+" bs=1 conv=notrunc 2>&1 && head -c 20 "+f.Name()).CombinedOutput()
	fmt.Println(bytes.HasSuffix(out, []byte("another processe....")), err, string(m[:20]))

	debug.SetPanicOnFault(true)
	fmt.Println(fault(func() { n[0] = 1 }), string(n[:7]))
	fmt.Println(syscall.Mprotect(m[:page], syscall.PROT_READ), fault(func() { m[0] = 1 }), fault(func() { m[page] = 'W' }))
	fmt.Println(syscall.Mprotect(m[:page], both), fault(func() { m[0] = 'A' }), string(m[:7]), string(n[:7]))

	// There is nothing behind the file's last page.
	f.Truncate(int64(page))
	fmt.Println(fault(func() { m[page] = 1 }), fault(func() { m[page-1] = 1 }))
	f.Truncate(int64(3 * page))
	fmt.Println(m[page], fault(func() { m[page] = 1 }), n[0])
	fmt.Println(syscall.Munmap(m), syscall.Munmap(n), fault(func() { m[0] = 1 }))
	data, err := os.ReadFile(f.Name())
	fmt.Println(len(data) == 3*page, string(data[:15]), data[page-1:page+1], err)

	// Memory that was a file's is zero when it is given again.
	for range 3 {
		m, err = syscall.Mmap(fd, 0, page, both, syscall.MAP_SHARED)
		first := m[0]
		fmt.Println(err, first, syscall.Munmap(m))
	}
	a, err := syscall.Mmap(-1, 0, page, both, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	fmt.Println(err, a[0])

	r, err := os.Open(f.Name())
	if err != nil {
		panic(err)
	}
	_, err = syscall.Mmap(int(r.Fd()), 0, page, both, syscall.MAP_SHARED)
	fmt.Println(errors.Is(err, syscall.EACCES))
	m, err = syscall.Mmap(int(r.Fd()), 0, page, syscall.PROT_READ, syscall.MAP_SHARED)
	fmt.Println(err, syscall.Mprotect(m, both) == syscall.EACCES, string(m[:7]))
	_, err = syscall.Mmap(99, 0, page, both, syscall.MAP_SHARED)
	fmt.Println(err)
	_, err = syscall.Mmap(fd, 1, page, both, syscall.MAP_SHARED)
	fmt.Println(err)
	dir, _ := os.Open("/")
	_, err = syscall.Mmap(int(dir.Fd()), 0, page, syscall.PROT_READ, syscall.MAP_SHARED)
	fmt.Println(err)
}

// Output:
// 8292 <nil>
// 4096 <nil>
// written here..
// written here
// .....by the file..
// true <nil> another processe....
// true written
// <nil> true false
// <nil> false Another Written
// true false
// 1 false 1
// <nil> <nil> true
// true Another process [1 1] <nil>
// <nil> 65 <nil>
// <nil> 65 <nil>
// <nil> 65 <nil>
// <nil> 0
// true
// <nil> true Another
// bad file descriptor
// invalid argument
// no such device
