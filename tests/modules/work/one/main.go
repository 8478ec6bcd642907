package main

import (
	"fmt"

	"example.com/three/inner"
	"example.com/two"
)

func main() { fmt.Println(two.Name, inner.Name) }
