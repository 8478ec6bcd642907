// What of a Go tree is not there, or is its own affair.
package main

import (
	"internal/pips"
	_ "no/such/package"
)

func main() {
	println(pips.Of("a"))
}
