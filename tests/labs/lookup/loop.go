// The loop sets another value than it waits for.
package main

import "fmt"

var a = 10

// add prints x and the package variable a.
func add(x int) {
	z := x + a
	fmt.Println(z)
}

func main() {
	a := 1
	add(a)
	for a != 5 {
		a = 6
	}
	add(3)
	fmt.Println(a)
}
