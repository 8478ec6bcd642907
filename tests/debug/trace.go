package main

import "fmt"

func fact(n int) int {
	r := 1
	if n > 1 {
		r = n * fact(n-1)
	}
	return r
}

func bad(n int) int {
	x := n
	x++
	if n > 0 {
		panic("bad")
	}
	return x
}

func safe() (s string) {
	defer func() { s = fmt.Sprint(recover()) }()
	bad(1)
	return "none"
}

func work(done chan bool) {
	k := 0
	for i := 0; i < 3; i++ {
		k += i
	}
	done <- true
}

func main() {
	fmt.Println(fact(4))
	fmt.Println(safe())
	done := make(chan bool)
	go work(done)
	<-done
	m := 1
	m = 2
	fmt.Println(m)
}
