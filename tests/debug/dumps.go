package main

import "fmt"

var (
	table = [4]int32{1, 2, 3, 4}
	word  = "strata"
)

func narrow(a int8, b uint16, c bool) int {
	sum := int(a) + int(b)
	if c {
		sum++
	}
	return sum
}

func main() {
	bytes := []byte("slice")
	fmt.Println(narrow(-3, 7, true), bytes, table, word)
}
