// Memory that the program maps itself: anonymous, of a file, protected, given back; faults there that become panics.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"syscall"
	"unsafe"
)

func fault(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = r.(runtime.Error)
		}
	}()
	f()
	return nil
}

var sink byte

func main() {
	page := syscall.Getpagesize()
	b, err := syscall.Mmap(-1, 0, 4*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	fmt.Println(len(b) == 4*page, cap(b) == 4*page, err, b[0], b[4*page-1])
	for i := range b {
		b[i] = byte(i)
	}
	copy(b[page:], "hello, pages")
	fmt.Println(string(b[page:page+12]), b[page-1], b[2*page+5])

	debug.SetPanicOnFault(true)
	fmt.Println(syscall.Mprotect(b[page:2*page], syscall.PROT_READ))
	fmt.Println(string(b[page : page+5]))
	err = fault(func() { b[page+1] = 'E' })
	fmt.Println(err, string(b[page:page+5]))
	var at interface{ Addr() uintptr }
	fmt.Println(errors.As(err, &at), at.Addr() == uintptr(unsafe.Pointer(&b[page+1])))
	fmt.Println(syscall.Mprotect(b[page:2*page], syscall.PROT_NONE))
	fmt.Println(fault(func() { sink = b[page] }))
	fmt.Println(fault(func() { sink = b[2*page] }), sink)
	fmt.Println(syscall.Mprotect(b, syscall.PROT_READ|syscall.PROT_WRITE), b[page], b[2*page+5])
	fmt.Println(syscall.Mprotect(b[1:], syscall.PROT_READ), syscall.Munmap(b[:page:page]), syscall.Munmap(b[page:]))
	fmt.Println(syscall.Munmap(b), syscall.Munmap(b))
	fmt.Println(fault(func() { sink = b[0] }))
	_, ok := fault(func() { sink = *(*byte)(nil) }).(interface{ Addr() uintptr })
	fmt.Println(ok)
	fmt.Println(debug.SetPanicOnFault(false), debug.SetPanicOnFault(false))

	f, err := os.CreateTemp("", "mmap")
	if err != nil {
		panic(err)
	}
	os.Remove(f.Name())
	for i := 0; i < 3000; i++ {
		fmt.Fprintf(f, "line %d\n", i)
	}
	fd := int(f.Fd())
	m, err := syscall.Mmap(fd, 0, 100, syscall.PROT_READ, syscall.MAP_SHARED)
	fmt.Printf("%v %q\n", err, m[:14])
	n, err := syscall.Mmap(fd, int64(page), 2*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE)
	n[0] = '!'
	fmt.Printf("%v %q %d\n", err, n[:10], len(n))
	var back [1]byte
	f.ReadAt(back[:], int64(page))
	fmt.Println(back[0] != '!', syscall.Munmap(m), syscall.Munmap(n))
	for _, e := range [][]int{{-1, 0, 0}, {-1, 5, 10}, {99, 0, 10}} {
		_, err := syscall.Mmap(e[0], int64(e[1]), e[2], syscall.PROT_READ, syscall.MAP_PRIVATE)
		fmt.Println(err)
	}
	_, err = syscall.Mmap(fd, 0, 10, syscall.PROT_READ, 0)
	fmt.Println(err)

	// Pointers into such memory keep nothing alive, and collections do not mind them.
	b, _ = syscall.Mmap(-1, 0, page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_SHARED)
	p := (*[16]int)(unsafe.Pointer(&b[0]))
	for i := range p {
		p[i] = i * i
	}
	runtime.GC()
	fmt.Println(p[3], *p)

	type pair struct {
		s string
		n int
	}
	syscall.Mprotect(b, syscall.PROT_NONE)
	bad := [2]string{unsafe.String(&b[0], 3), unsafe.String(&b[1], 3)}
	fmt.Println(any(pair{bad[0], 1}) == any(pair{bad[1], 2}), pair{bad[0], 1} == pair{bad[1], 2})
}

// Output:
// true true <nil> 0 0
// hello, pages 255 5
// <nil>
// hello
// runtime error: invalid memory address or nil pointer dereference hello
// true true
// <nil>
// runtime error: invalid memory address or nil pointer dereference
// <nil> 0
// <nil> 104 5
// invalid argument invalid argument invalid argument
// <nil> invalid argument
// runtime error: invalid memory address or nil pointer dereference
// false
// true false
// <nil> "line 0\nline 1\n"
// <nil> "! 467\nline" 8192
// true <nil> <nil>
// invalid argument
// invalid argument
// bad file descriptor
// invalid argument
// 9 [0 1 4 9 16 25 36 49 64 81 100 121 144 169 196 225]
// false false
