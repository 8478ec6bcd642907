package pips

import "strconv"

func Of(name string) string { return strconv.Itoa(len(name)) + " pips" }
