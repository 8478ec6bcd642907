package main

func add(a int) int {
	b := a
	b++
	return b
}

func main() {
	x := 1
	x = add(x)
	x = add(x)
	println(x)
}
