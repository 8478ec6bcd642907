// A package that does not compile here.
package main

import "wants/assembly"

func main() {
	println(assembly.Fast())
}
