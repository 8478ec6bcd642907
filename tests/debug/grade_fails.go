// Ways to fail that are not the checks': each is the reason of its block.
package main

import (
	"os"
	"strings"
)

type list struct{ next *list }

func (l *list) last() *list { return l.next.last() }

func deadlock() { <-make(chan int) }

func deep(n int) int { return deep(n+1) + 1 }

func main() {
	switch os.Args[1] {
	case "nil":
		(*list)(nil).last()
	case "text":
		panic("two\nlines")
	case "bytes":
		panic("\xff\x1b[2J \"<&>\"")
	case "long":
		panic(strings.Repeat("é", 5000))
	case "deadlock":
		deadlock()
	case "deep":
		deep(0)
	case "exit":
		os.Exit(3)
	}
}
