package main

import "fmt"

type T struct{ A, B int }

var tab = []T{{1, 2}, {3, 4}}
var u8 [3]uint8
var words = map[string][]int{"a": {1}, "b": nil}

func f(n int) (int, error) {
	if n > 2 {
		return 0, fmt.Errorf("big %d", n)
	}
	return n, nil
}

func main() {
	x := 1
	s := "text"
	for i := 0; i < 5; i++ {
		x += i
		tab[0].A = x
	}
	_, err := f(3)
	fmt.Println(x, s, err)
}
