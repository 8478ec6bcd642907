package main

func main() {
	c := make(chan int)
	<-c
}

// Output:
// Status: 2
// Stderr: fatal error: all goroutines are asleep - deadlock!
