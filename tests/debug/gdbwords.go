package main

import "fmt"

type Node struct { Val int; Next *Node }

var a = 10
var table = [5]int{1, 2, 3, 5, 8}
var text = "hello"
var fl = 2.5

func add(x int, y int) int {
	z := x + y
	return z
}

func sub(x int, y int) int {
	return add(x, -y)
}

func loop(n int) int {
	s := 0
	for i := 0; i < n; i++ {
		s += i
	}
	return s
}

func main() {
	n2 := Node{2, nil}
	n1 := Node{1, &n2}
	list := &n1
	r := add(a, 3)
	r = sub(r, 3)
	r += loop(5)
	fmt.Println(r, list.Next.Val)
	a = 20
	fmt.Println("done")

}








// 49








// 58
