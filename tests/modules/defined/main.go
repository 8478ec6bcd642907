// Strings that the command line gives to variables.
package main

import (
	"fmt"
	"runtime"

	"example.com/defined/version"
)

const constant = "c"

type text = string

var (
	Version, Commit string
	name            = "name"
	sum             = "a" + ("b" + `c`)
	made            = fmt.Sprint("made")
	number          = 1
	typed           kind
	alias           text
	known           = constant + "d"
	converted       = string("e")
	copied          = known
	one, two        = pair()
)

type kind string

func pair() (string, string) { return "1", "2" }

func main() {
	fmt.Printf("%q %q %q %q %q %d %q %q\n", Version, Commit, name, sum, made, number, typed, constant)
	fmt.Printf("%q %q %q %q %q %q\n", alias, known, converted, copied, one, two)
	fmt.Printf("%q %d\n", version.Number, runtime.GOMAXPROCS(0))
}
