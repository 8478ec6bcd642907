package main

import "strings"

var s = strings.Repeat("0123456789", 50)
var same = strings.Repeat("x", 300)
var list = make([]int, 250)

func main() {
	for i := range list {
		list[i] = i / 20
	}
	println(len(s), len(same), len(list))
}
