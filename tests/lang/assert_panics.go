package main

import (
	"fmt"
)


func main() {
	var i any = "str"
	for _, f := range []func(){
		func() { _ = i.(int) }, func() { _ = i.(fmt.Stringer) }, func() { _ = any(nil).(int) },
		func() { var e error; _ = e.(interface{ Foo() }) }, func() { _ = i.(string); fmt.Println("fine") },
	} {
		func() {
			defer func() {
				if r := recover(); r != nil {
					fmt.Println(r.(error).Error())
				}
			}()
			f()
		}()
	}
	n, ok := i.(int)
	s, ok2 := i.(string)
	fmt.Println(n, ok, s, ok2)
}

// Output:
// interface conversion: interface {} is string, not int
// interface conversion: string is not fmt.Stringer: missing method String
// interface conversion: interface {} is nil, not int
// interface conversion: interface is nil, not interface { Foo() }
// fine
// 0 false str true
