package main

import (
	"fmt"
	"math"
)


func main() {
	type In struct{ s string; f float64 }
	type T struct {
		a int8
		b int64
		in In
		i any
		_ int
	}
	x := T{1, 2, In{"s", 1.5}, 3, 9}
	y := x
	fmt.Println(x == y, x != y)
	y.in.f = math.NaN()
	fmt.Println(x == y, y == y)
	y = x
	y.i = "3"
	fmt.Println(x == y, [2]T{x, y} == [2]T{x, y})
	m := map[T]int{x: 1}
	fmt.Println(m[x], m[y])
	e1, e2 := struct{}{}, struct{}{}
	fmt.Println(e1 == e2)
}

// Output:
// true false
// false false
// false true
// 1 0
// true
