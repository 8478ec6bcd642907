package main

import (
	"fmt"
)

func f(n int) int { fmt.Print("f", n, " "); return n % 3 }

func main() {
	a := []int{0, 0, 0}
	i := 0
	i, a[i] = 1, 9
	fmt.Println(i, a)
	a[f(1)], a[f(2)] = f(3), f(4)-4
	fmt.Println(a)
	x, y := 1, 2
	x, y = y, x+y
	fmt.Println(x, y)
	m := map[string]int{"a": f(5)}
	m["b"], m["a"] = m["a"], f(6)
	fmt.Println(m, f(7)+f(8)*f(9))
	var p *int
	p, *(&i) = &x, 77
	fmt.Println(*p, i)
}

// Output:
// 1 [9 0 0]
// f1 f2 f3 f4 [9 0 -3]
// 2 3
// f5 f6 f7 f8 f9 map[a:0 b:2] 1
// 2 77
