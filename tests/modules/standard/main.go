// A package that is in the Go tree that is installed, not in the library.
package main

import (
	"fmt"
	"fruit"
)

func main() {
	fmt.Println(fruit.Describe("apple"))
}
