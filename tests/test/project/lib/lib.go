// Package lib is tested from inside and from outside.
package lib

// Add adds.
func Add(x, y int) int { return x + y }

func double(x int) int { return Add(x, x) }
