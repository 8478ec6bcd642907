package main

import "fmt"

func depth(n int, acc [10]int) int {
	if n == 0 {
		return acc[3]
	}
	acc[3]++
	return depth(n-1, acc)
}

func main() {
	fmt.Println(depth(100000, [10]int{}))
	c := make(chan int)
	go func() { c <- depth(50000, [10]int{}) }()
	fmt.Println(<-c)
}

// Output:
// 100000
// 50000
// GCStress: 1000
