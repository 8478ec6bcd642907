// Trees that die at once: pages of the heap are written and given back all the time.
package main

import "fmt"

type tree struct{ left, right *tree }

func build(depth int) *tree {
	if depth == 0 {
		return &tree{}
	}
	return &tree{build(depth - 1), build(depth - 1)}
}

func main() {
	var last *tree
	for i := 0; i < 250; i++ {
		last = build(15)
	}
	fmt.Println(last.left != nil)
}
