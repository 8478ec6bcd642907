package main

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func main() {
	println(fib(20))
	if fib(20) != 6765 {
		panic("wrong")
	}
}

// Output:
