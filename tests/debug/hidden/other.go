package main

import "strings"

var wide = strings.Repeat("-", 4)

func width(n int) int { return n * len(wide) }
