package main

import "fmt"

type Key int

func grow(m map[string]int) {
	for i := 0; i < 100; i++ {
		m[fmt.Sprint(i)] = i
	}
}

func main() {
	m := map[string]int{"k": 1}
	small := map[Key]int8{3: 1}
	n := 0
	for n < 1000 {
		n++
		m["k"] = n
		m["j"] = n
		small[3] = int8(n % 7)
	}
	grow(m)
	m["k"] = 2000
	delete(m, "k")
	m["k"] = 0
	m["k"] = 3000
	m = map[string]int{"k": 3000}
	m["k"] = 4000
	m = nil
	fmt.Println(len(m), n, small)
}
