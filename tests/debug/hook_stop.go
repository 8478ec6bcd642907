package main

var total int

func add(n int) { total += n }

func main() {
	for i := 1; i < 4; i++ {
		add(i)
	}
}
