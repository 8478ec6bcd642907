//go:build special && !other

package main

func init() { println("special") }
