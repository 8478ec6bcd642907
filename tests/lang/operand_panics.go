package main

import (
	"fmt"
	"unsafe"
)

func try(what string, f func()) {
	defer func() { fmt.Println(what, recover()) }()
	f()
}

var huge uint64 = 1<<64 - 1
var minus = -1
var s = []int{1, 2, 3}
var text = "abc"

func null() *[4]int { return nil }

func main() {
	try("index", func() { _ = s[huge] })
	try("index", func() { _ = s[minus] })
	try("store", func() { s[huge], s[0] = 1, 2 })
	try("array", func() { a := [3]int{}; _ = a[uintptr(huge)] })
	try("string", func() { _ = text[huge] })
	try("high", func() { _ = s[:huge] })
	try("low", func() { _ = s[huge:2] })
	try("low", func() { _ = s[minus:2] })
	try("max", func() { _ = s[1:2:huge] })
	try("high of three", func() { _ = s[:huge:3] })
	try("low of three", func() { _ = s[huge:2:3] })
	try("low of three", func() { _ = s[minus:2:3] })
	try("string", func() { _ = text[huge:] })
	try("string", func() { _ = text[:minus] })
	try("slice", func() { _ = unsafe.Slice(&s[0], minus) })
	try("slice", func() { _ = unsafe.Slice(&s[0], huge) })
	try("slice", func() { _ = unsafe.Slice((*int)(nil), 1) })
	try("slice", func() { fmt.Println(unsafe.Slice((*int)(nil), 0) == nil, len(unsafe.Slice(&s[0], 2))) })
	try("string", func() { _ = unsafe.String(nil, 3) })
	try("string", func() { _ = unsafe.String(unsafe.StringData(text), minus) })
	try("len of nil", func() { _ = len(*null()) })
	try("len of nil", func() { _ = len(null()) })
	try("range of nil", func() {
		for range *null() {
		}
	})
	try("range of nil", func() {
		for i := range null() {
			fmt.Print(i, " ")
		}
	})
	try("blank", func() {
		x := struct{ a, _, c int }{1, 2, 3}
		fmt.Print(*(*[3]int)(unsafe.Pointer(&x)), " ")
	})
}

// Output:
// index runtime error: index out of range [18446744073709551615] with length 3
// index runtime error: index out of range [-1]
// store runtime error: index out of range [18446744073709551615] with length 3
// array runtime error: index out of range [18446744073709551615] with length 3
// string runtime error: index out of range [18446744073709551615] with length 3
// high runtime error: slice bounds out of range [:18446744073709551615] with capacity 3
// low runtime error: slice bounds out of range [18446744073709551615:2]
// low runtime error: slice bounds out of range [-1:]
// max runtime error: slice bounds out of range [::18446744073709551615] with capacity 3
// high of three runtime error: slice bounds out of range [:18446744073709551615:3]
// low of three runtime error: slice bounds out of range [18446744073709551615:2:]
// low of three runtime error: slice bounds out of range [-1::]
// string runtime error: slice bounds out of range [18446744073709551615:3]
// string runtime error: slice bounds out of range [:-1]
// slice runtime error: unsafe.Slice: len out of range
// slice runtime error: unsafe.Slice: len out of range
// slice runtime error: unsafe.Slice: ptr is nil and len is not zero
// true 2
// slice <nil>
// string runtime error: unsafe.String: ptr is nil and len is not zero
// string runtime error: unsafe.String: len out of range
// len of nil runtime error: invalid memory address or nil pointer dereference
// len of nil <nil>
// range of nil runtime error: invalid memory address or nil pointer dereference
// 0 1 2 3 range of nil <nil>
// [1 0 3] blank <nil>
