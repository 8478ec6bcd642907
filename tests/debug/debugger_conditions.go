package main

type S struct{ xs []int }

func c(n []int) int { return len(n) }
func b(n int) int   { return c(make([]int, n)) }
func a(n int) int   { return c(make([]int, n)) + b(n) }

func main() {
	t := 0
	for i := range 4 {
		t += a(i)
	}
	println(t)
}
