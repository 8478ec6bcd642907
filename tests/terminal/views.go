package main

var limit = 10

func remember(names []string, next func() int) int {
	return len(names) + next()
}

func main() {
	first := remember([]string{"a name that is long", "another one, longer than that"}, func() int { return limit })
	println(first)
}
