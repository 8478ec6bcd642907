package main

import "fmt"

type T struct{ a, b int }

func (t *T) M(i interface{}) (int, error) { fmt.Println("M runs", i); return 1, nil }

func say(x int) int { fmt.Println("say", x); return x }

func main() {
	var p *T
	m := map[string][]T{}
	x := 1
	var e interface{} = x
	fmt.Println(p, m, x, e)
}
