package main

import "fmt"

func f(n int) int {
	defer fmt.Println("d1", n)
	defer func() {
		fmt.Println("d2", n)
	}()
	a := []int{1, 2}
	return a[n]
}

func g() {
	defer func() {
		r := recover()
		fmt.Println("rec", r)
	}()
	f(5)
}

func main() {
	g()
	fmt.Println(f(1))
}
