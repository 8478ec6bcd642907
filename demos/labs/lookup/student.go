// Lab 3: lookup. main gets a local variable a; add does not see it. Before you run the program, write down in
// answers.txt what it will do.
package main

import "fmt"

var a = 10

// add prints x and the package variable a.
func add(x int) {
	// TODO 1: put the sum of x and a into a local variable z, and print z.
}

func main() {
	// TODO 2: declare a local variable a with the value 1. It hides the package variable.
	// TODO 3: call add with the local a.
	// TODO 4: set the local a to 5, and call add with 3.
	fmt.Println(a)
}
