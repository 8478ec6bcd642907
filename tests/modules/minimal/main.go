// What is required only by what is required: the highest version that anyone requires (before go 1.17 go.mod does not list it).
package main

import (
	"fmt"

	"example.net/a"
)

func main() { fmt.Println(a.Name) }
