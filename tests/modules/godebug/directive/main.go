//go:debug default=go1.26
//go:debug panicnil=1

//go:build linux

// Package main asks for settings itself.
package main

import (
	"time"

	"example.com/godebug/dep"
)

func main() {
	c := time.After(0)
	dep.Show("directive", cap(c), len(c))
}
