package main

import (
	"fmt"
	"os"
)


func main() {
	defer fmt.Println("no")
	fmt.Println("bye")
	defer os.Exit(7)
	panic("hidden")
}

// Output:
// bye
// Status: 7
