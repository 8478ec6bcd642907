package main

import "fmt"

// What each block calls breaks another limit.
func steps() int {
	t := 0
	for {
		t++
	}
}

func text() int {
	q := "x"
	for {
		q += q
	}
}

func block() int { return len(make([]byte, 1<<30)) }

func goroutines() int {
	for {
		go func() { select {} }()
	}
}

func main() {
	fmt.Println("main")
	goroutines()
}
