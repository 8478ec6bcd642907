package main

import "fmt"

var words = []string{"one", "two", "three"}

func visit(i int, w string) {
	fmt.Println(i, w)
}

func main() {
	for i, w := range words {
		visit(i, w)
	}
}
