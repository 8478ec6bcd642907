package main

//line other.go:500
var total = []int{1, 2, 3}

func main() {
	i := 5
	total[i]++
}
