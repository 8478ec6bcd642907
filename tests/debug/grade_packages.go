package main

func Rev(x []int) []int {
	r := make([]int, len(x))
	for i, v := range x {
		r[len(x)-1-i] = v
	}
	return r
}

func main() { println(len(Rev([]int{1}))) }
