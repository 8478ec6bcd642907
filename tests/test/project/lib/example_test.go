package lib_test

import (
	"fmt"
	"testing"

	"example.com/project/lib"
)

func ExampleAdd() {
	fmt.Println(lib.Add(1, 2))
	fmt.Println("text  ")
	// Output:
	// 3
	// text
}

func Example() {
	for _, s := range []string{"b", "a"} {
		fmt.Println(s)
	}

	// A comment of its own.

	// unordered OUTPUT: a
	// b
}

func ExampleAdd_silent() {
	// Output:
}

func ExampleAdd_compiled() { fmt.Println("is not run") }

func ExampleAdd_block() {
	fmt.Println("block")
	/* Output: block */
}

func ExampleAdd_middle() {
	fmt.Println("middle") // not this
	// Output: middle
	lib.Add(1, 1)
}

func TestOutside(t *testing.T) { t.Log(lib.Add(2, 2)) }
