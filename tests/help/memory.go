// The program on which the examples of help texts are tried: demos/memory.go with a variable of each name that they use.
package main

import (
	"fmt"
	"sync"
)

var a, s, ch = 10, []int{1, 2, 3}, make(chan int, 1)

var mu sync.Mutex

func init() { fmt.Println("Hello") }

func add(x int, y int) {
	z := x + y
	fmt.Println(z)
}

func main() {
	add(5, 4)
	add(a, 3)
}
