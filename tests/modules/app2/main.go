package main

import (
	"fmt"

	"example.com/local"
	inner "example.com/local/inner"
	"example.net/Upper/mod/pkg"
)

func main() { fmt.Println(local.Name, inner.Name, pkg.Name) }
