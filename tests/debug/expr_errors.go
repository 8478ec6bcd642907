package main

var total = 3

type T struct{ A int }

func f(n int) (int, string) { return n, "s" }

func main() {
	m := map[string]T{"k": {1}}
	ch := make(chan string, 2)
	var e error
	total += len(m) + cap(ch)
	_ = e
}
