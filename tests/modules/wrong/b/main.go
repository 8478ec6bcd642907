package main

import (
	_ "example.com/wrong/a/internal/x"
	_ "example.org/nothing"
	_ "internal/rt"
	_ "nothing"
)

func main() {}
