package main

import (
	"fmt"
	"syscall"
)

func main() {
	b, err := syscall.Mmap(-1, 0, 12288, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		panic(err)
	}
	copy(b, "mapped")
	syscall.Mprotect(b[4096:8192], syscall.PROT_READ)
	syscall.Mprotect(b[8192:], syscall.PROT_NONE)
	fmt.Println(string(b[:6]))
	syscall.Munmap(b)
	fmt.Println("done")
}

func fill(b []byte, c byte) int {
	for i := range b {
		b[i] = c
	}
	return len(b)
}
