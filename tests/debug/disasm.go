package main

func add(x, y int) int {
	z := x + y
	return z
}

func twice(x int) int { return 2 * x }

func worker(id int, c chan int, text string) {
	c <- id + len(text)
}

func main() {
	c := make(chan int)
	go worker(1, c, "ab")
	go worker(2, c, "cd")
	println(add(1, 2), twice(3))
	println(<-c + <-c)
}
