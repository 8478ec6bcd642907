package main

func worker(n int) int { return n + 1 }

func main() {
	n := 0
	for range 3 {
		n = worker(n)
	}
	println(n)
}
