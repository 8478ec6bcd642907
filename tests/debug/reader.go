package main

import "strings"

func main() {
	r := strings.NewReader("text")
	println(r.Len())
}
