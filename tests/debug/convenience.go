package main

import "fmt"

type pair struct{ a, b int32 }

var (
	table = [4]int32{1, 2, 3, 4}
	name  = "hi"
	kept  *pair
)

func leaf(n int) int {
	return n + 1
}

func middle(n int) int {
	return leaf(n) + 1
}

func main() {
	local := 5
	kept = &pair{7, 8}
	f := func() int { local++; return local }
	done := make(chan bool)
	go func() { done <- true }()
	<-done
	fmt.Println(middle(local), middle(f()), leaf(1))
}
