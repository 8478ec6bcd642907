package main

type node struct{ next *node }

var head *node

func drop(n int) {
	for i := 0; i < n; i++ {
		head = &node{}
	}
}

func main() {
	drop(10)
	drop(10)
	drop(10)
	drop(10)
	drop(700000)
	println("done")
}
