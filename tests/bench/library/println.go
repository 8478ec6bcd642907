// A million lines, a call each. Aim: 15
package main

import "fmt"

func main() {
	for i := 0; i < 1000000; i++ {
		fmt.Println(i)
	}
}
