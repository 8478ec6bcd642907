package main

var table = map[string]int{"a": 1}

func main() {
	list := []int{1, 2, 3}
	c := make(chan int, 1)
	list[1] = 5
	c <- 1
	table["b"] = 2
	println(len(list), len(c), len(table))
}
