package main

import (
	"fmt"
	"unsafe"
)

type S struct {
	a bool
	b int16
	c int64
	d byte
	e string
}

func main() {
	fmt.Println(unsafe.Sizeof(S{}), unsafe.Alignof(S{}), unsafe.Offsetof(S{}.c), unsafe.Offsetof(S{}.e))
	fmt.Println(unsafe.Sizeof(""), unsafe.Sizeof([]int{}), unsafe.Sizeof(any(nil)), unsafe.Sizeof(map[int]int{}))
	x := [4]int32{1, 2, 3, 4}
	p := (*int32)(unsafe.Add(unsafe.Pointer(&x), 8))
	fmt.Println(*p)
	f := 1.5
	fmt.Printf("%x\n", *(*uint64)(unsafe.Pointer(&f)))
	s := unsafe.Slice(&x[1], 2)
	fmt.Println(s, len(s), unsafe.String(unsafe.StringData("hello"), 3))
}

// Output:
// 40 8 8 24
// 16 24 16 8
// 3
// 3ff8000000000000
// [2 3] 2 hel
