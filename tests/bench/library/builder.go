// Ten million pieces of text. Aim: 25
package main

import (
	"fmt"
	"strings"
)

func main() {
	total := 0
	for round := 0; round < 10; round++ {
		var b strings.Builder
		for i := 0; i < 1000000; i++ {
			b.WriteByte('x')
			b.WriteString("word ")
			b.WriteRune('é')
		}
		total += b.Len()
	}
	fmt.Println(total)
}
