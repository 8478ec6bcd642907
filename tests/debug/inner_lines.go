package main

import "fmt"

type B struct{ parts []string }

func (b *B) Add(s string) *B {
	b.parts = append(b.parts, s)
	return b
}

func where(s string) int { return len(s) }

func main() {
	b := (&B{}).
		Add("x").
		Add("y").
		Add("z")
	x := where("1") +
		where("22") +
		where("333")
	fmt.Println(
		x,
		where("a"),
		len(b.parts),
	)
	l := []int{
		1,
		where("q"),
		3,
	}
	if x > 2 &&
		where("c") == 1 {
		fmt.Println(l)
	}
	switch {
	case x == 1,
		x == 6:
		fmt.Println("six")
	}
}
