package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	n := 0
	for in.Scan() {
		n += len(in.Text())
	}
	fmt.Println("read", n, os.Args[1:])
	fmt.Fprintln(os.Stderr, "to stderr")
}
