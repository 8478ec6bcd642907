package main

import (
	_ "embed"
	"fmt"
)

//go:embed grade_ends.strata
var lab string

func main() { fmt.Println(lab) }
