package main

import "fmt"

type item struct {
	name string
	size int32
}

var (
	fs    []func() int
	items = []item{{"a", 1}, {"b", 2}, {"c", 3}}
	keep  *int
)

func total(from int) (n int) {
	for _, it := range items[from:] {
		n += int(it.size)
	}
	return n
}

func add(n int) int {
	items = append(items, item{fmt.Sprint("n", n), int32(n)})
	return len(items)
}

func main() {
	x, half := 10, 0.5
	fmt.Println(x, half, total(0))
	x++
	fmt.Println(x, len(items), len(fs))
}
