// The end of the data segment: what can be read of a row is shown. gdb says the same of a C twin.
package main

var text = [4]uint64{0x4141414141414141, 2, 3, 0x3f6f6c6c65684141}

func main() {
	println(text[0])
}
