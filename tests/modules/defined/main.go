// Strings that the command line gives to variables.
package main

import (
	"fmt"
	"runtime"

	"example.com/defined/version"
)

const constant = "c"

var (
	Version, Commit string
	name            = "name"
	sum             = "a" + ("b" + `c`)
	made            = fmt.Sprint("made")
	number          = 1
	typed           kind
)

type kind string

func main() {
	fmt.Printf("%q %q %q %q %q %d %q %q\n", Version, Commit, name, sum, made, number, typed, constant)
	fmt.Printf("%q %d\n", version.Number, runtime.GOMAXPROCS(0))
}
