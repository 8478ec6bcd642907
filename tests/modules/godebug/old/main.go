// Settings of GODEBUG as the go version in go.mod has them, and as the environment and the program change them.
package main

import (
	"fmt"
	"os"
	"reflect"
	"time"
)

func show() {
	t := time.NewTimer(time.Nanosecond)
	for began := time.Now(); time.Since(began) < 5*time.Millisecond; {
		time.Sleep(time.Millisecond)
	}
	defer func() {
		r := recover()
		fmt.Println(len(t.C), cap(t.C), reflect.ValueOf(t.C).Len(), t.Stop(), len(t.C), r)
	}()
	panic(nil)
}

func main() {
	show()
	os.Setenv("GODEBUG", "panicnil=0,asynctimerchan=0")
	show()
	os.Setenv("GODEBUG", "panicnil=0,panicnil=1")
	show()
	os.Unsetenv("GODEBUG")
	show()
	var err error
	defer func() { panic("in the end") }()
	panic(err)
}
