package main

var table = [40]byte{0: 'h', 1: 'e', 2: 'L', 15: 'p', 16: 'q', 39: 0xff}
var pair = [2]uint16{1, 2}

func main() {
	word := "a text"
	println(len(table), pair[0], word)
}
