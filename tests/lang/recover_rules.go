package main

import (
	"fmt"
)

func direct() (r any) {
	defer func() { r = recover() }()
	panic(1)
}

func nested() (r any) {
	defer func() {
		defer func() { recover() }()
		r = recover()
	}()
	panic(2)
}

func doRecover() any { return recover() }

func helper() (r any) {
	defer func() { r = recover() }()
	defer func() { fmt.Println("not direct:", doRecover()) }()
	panic(3)
}

func main() {
	fmt.Println(direct(), nested(), helper())
	func() {
		defer func() { fmt.Println("outer", recover()) }()
		defer func() {
			defer func() { fmt.Println("inner", recover()) }()
			panic("two")
		}()
		panic("one")
	}()
	fmt.Println(recover())
}

// Output:
// not direct: <nil>
// 1 2 3
// inner two
// outer one
// <nil>
