package main

import (
	"errors"
	"fmt"
)

func safe(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	f()
	return nil
}

type T struct{ p *int }

func order() {
	for i := 0; i < 3; i++ {
		defer fmt.Print(i, " ")
	}
	defer func() { fmt.Print("first ") }()
}

var errSentinel = errors.New("sentinel")

func wrap() error { return fmt.Errorf("wrapped: %w", errSentinel) }

func main() {
	order()
	fmt.Println()
	fmt.Println(safe(func() { panic("boom") }))
	fmt.Println(safe(func() { var a []int; _ = a[5] }))
	fmt.Println(safe(func() { var t *T; _ = t.p }))
	fmt.Println(safe(func() { x := 0; fmt.Println(1 / x) }))
	fmt.Println(safe(func() { var m map[string]int; m["a"] = 1 }))
	fmt.Println(safe(func() { var e interface{} = "str"; _ = e.(int) }))
	fmt.Println(safe(func() { var e interface{}; _ = e.(fmt.Stringer) }))
	fmt.Println(safe(func() { a := []int{1, 2, 3}; n := 5; _ = a[1:n] }))
	fmt.Println(safe(func() { panic(errSentinel) }))
	fmt.Println(safe(func() {}))
	fmt.Println(errors.Is(wrap(), errSentinel), wrap())
	func() {
		defer func() {
			fmt.Println("outer", recover())
		}()
		defer func() {
			panic("second")
		}()
		panic("first")
	}()
	fmt.Println("end")
}

// Output:
// first 2 1 0 
// recovered: boom
// recovered: runtime error: index out of range [5] with length 0
// recovered: runtime error: invalid memory address or nil pointer dereference
// recovered: runtime error: integer divide by zero
// recovered: assignment to entry in nil map
// recovered: interface conversion: interface {} is string, not int
// recovered: interface conversion: interface is nil, not fmt.Stringer
// recovered: runtime error: slice bounds out of range [:5] with capacity 3
// recovered: sentinel
// <nil>
// true wrapped: sentinel
// outer second
// end
