package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	fmt.Println("out", os.Args[1:], os.Getenv("FOO"))
	fmt.Fprintln(os.Stderr, "err")
	s := bufio.NewScanner(os.Stdin)
	for s.Scan() {
		fmt.Println("in:", s.Text())
	}
	wd, _ := os.Getwd()
	fmt.Println(len(wd) > 1)
	os.Exit(3)
}
