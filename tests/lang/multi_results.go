package main

import (
	"fmt"
	"strconv"
)

func divmod(a, b int) (q, r int) {
	q = a / b
	r = a % b
	return
}
func parse(s string) (int, error)                             { return strconv.Atoi(s) }
func swap3(a int, b string, c float64) (float64, string, int) { return c, b, a }

func main() {
	q, r := divmod(17, 5)
	fmt.Println(q, r)
	fmt.Println(divmod(9, 4))
	_, e := parse("x")
	v, e2 := parse("12")
	fmt.Println(e, v, e2)
	a, b, c := swap3(1, "two", 3.0)
	fmt.Println(a, b, c)
	fn := divmod
	x, _ := fn(100, 7)
	fmt.Println(x)
}

// Output:
// 3 2
// 2 1
// strconv.Atoi: parsing "x": invalid syntax 12 <nil>
// 3 two 1
// 14
