// No declaration: main sets the package variable, as if that were a local one.
package main

import "fmt"

var a = 10

// add prints x and the package variable a.
func add(x int) {
	z := x + a
	fmt.Println(z)
}

func main() {
	a = 1
	add(a)
	a = 5
	add(3)
	fmt.Println(a)
}
