// The system's own munmap takes back parts of a mapping.
package main

import (
	"fmt"
	"syscall"
	"unsafe"
)

const page = 4096

func unmap(p, n uintptr) syscall.Errno {
	_, _, e := syscall.Syscall(syscall.SYS_MUNMAP, p, n, 0)
	return e
}

func main() {
	p, _, e := syscall.Syscall6(syscall.SYS_MMAP, 0, 8*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON, ^uintptr(0), 0)
	b := unsafe.Slice((*byte)(*(*unsafe.Pointer)(unsafe.Pointer(&p))), 8*page)
	fmt.Println(int(e), p%page)
	b[2*page], b[4*page] = 1, 2
	fmt.Println(int(unmap(p, 2*page)), int(unmap(p+5*page, 3*page)), int(unmap(p+3*page, 1)))
	fmt.Println(b[2*page], b[4*page])
	fmt.Println(int(unmap(p+1, page)), int(unmap(p+2*page, 0)), int(unmap(p, 8*page)), int(unmap(p, 8*page)))
	whole, err := syscall.Mmap(-1, 0, 2*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	fmt.Println(err, syscall.Munmap(whole[:page]), syscall.Munmap(whole), syscall.Munmap(whole))
}

// Output:
// 0 0
// 0 0 0
// 1 2
// 22 22 0 0
// <nil> invalid argument <nil> invalid argument
