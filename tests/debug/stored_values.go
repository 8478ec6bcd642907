package main

type T struct {
	name string
	arr  [3]int
	m    map[string]int
}

var gs = T{"a", [3]int{1, 2, 3}, map[string]int{"k": 1}}

func main() {
	println(gs.name)
}
