package main

import (
	"fmt"

	shop "example.com/inv/store"
)

func main() {
	s := shop.New[string]()
	if err := s.Put("pen", &shop.Item{Name: "pen", Price: 3}); err != nil {
		fmt.Println(err)
	}
	fmt.Println(shop.Names(s), shop.Any(1))
}

type order struct{ lines int }

const limit = 5

func total(o order) int { return o.lines * limit }
