package main

import "errors"

func main() {
	panic(errors.New("bad thing"))
}

// Output:
// Status: 2
// Stderr: panic: bad thing
