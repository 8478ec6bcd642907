package main

import "fmt"

/* A comment
   of two lines */
var raw = `one
two "x" // no comment
three`

type T struct{ n int } // tail

func main() {
	x := 0x1F + 3.5e3 + 'a' /* in line */
	fmt.Println("hé\n", x, raw)
	for i := range 3 {
		_ = i
	}
}
