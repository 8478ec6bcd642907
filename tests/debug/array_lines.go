package main

type in struct {
	v [3]int
	w int
}

type out struct {
	a   int
	arr [4]int
	ins [2]in
	one in
}

var o = out{1, [4]int{1, 2, 3, 4}, [2]in{{[3]int{1, 2, 3}, 4}, {[3]int{5, 6, 7}, 8}}, in{[3]int{1, 2, 3}, 9}}
var m = [2][3]int{{1, 2, 3}, {4, 5, 6}}
var c chan int

func main() {
	println(o.a, m[0][0], c)
}
