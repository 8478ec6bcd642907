package main

import (
	"bytes"
	"fmt"
)

var (
	table [8]int
	text  = []byte("some text to look through")
)

func main() {
	s := make([]int, 4)
	for i := range 4 {
		table[i] = i
		s[i] = i
	}
	n := bytes.IndexByte(text, 'x')
	fmt.Println(table, s, n, bytes.Equal(text[:4], text[5:9]))
	copy(text, "none")
}
