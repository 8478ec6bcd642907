package main

import (
	"fmt"
	"runtime"
)

type Oops struct{ Code int }

func note(s string) {
	fmt.Println(s)
}

func inner() {
	defer note("inner")
	var m map[string]int
	m["x"] = 1
}

func outer() {
	defer func() {
		note("again")
		panic(Oops{3})
	}()
	inner()
}

func main() {
	func() {
		defer func() {
			fmt.Println(recover())
			note("recovered")
		}()
		outer()
	}()
	done := make(chan bool)
	go func() {
		defer close(done)
		defer note("goexit")
		runtime.Goexit()
	}()
	<-done
}
