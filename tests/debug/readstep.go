package main

func f(n int) int {
	x := 1
	for i := 0; i < n; i++ {
		x += i
	}
	return x
}

func main() {
	println(f(3))
}
