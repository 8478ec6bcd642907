package main

import (
	"fmt"
)


func main() {
	type P struct {
		X, Y int
		n    *int
	}
	p := P{1, 2, nil}
	fmt.Printf("%v|%+v|%#v|%T\n", p, p, p, p)
	fmt.Printf("%d|%5d|%-5d|%05d|%x|%X|%#x|%o|%b|%c|%q|%U\n", 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42)
	fmt.Printf("%f|%.2f|%8.3f|%e|%g|%G\n", 3.14159, 3.14159, 3.14159, 314.159, 1e20, 1e-7)
	fmt.Printf("%s|%10s|%-10s|%q|%x|%.2s\n", "go", "go", "go", "go", "go", "golang")
	fmt.Printf("%t|%v|%p|%v\n", true, nil, nil, []any{1, "a", nil})
	fmt.Printf("%v %v %v\n", map[string]int{"b": 2, "a": 1}, [2]bool{true}, &p == nil)
	fmt.Printf("%d %s\n", "x", 5)
	fmt.Printf("%d\n", 1, 2)
	fmt.Printf("%d %d\n", 1)
	fmt.Printf("%*d|%-*d|%[2]d %[1]d\n", 5, 1, 5, 2)
	fmt.Println(fmt.Sprintf("%6.2f%%", 12.345), fmt.Sprint("a", 1, 2, "b", 3.0))
}

// Output:
// {1 2 <nil>}|{X:1 Y:2 n:<nil>}|main.P{X:1, Y:2, n:(*int)(nil)}|main.P
// 42|   42|42   |00042|2a|2A|0x2a|52|101010|*|'*'|U+002A
// 3.141590|3.14|   3.142|3.141590e+02|1e+20|1E-07
// go|        go|go        |"go"|676f|go
// true|<nil>|%!p(<nil>)|[1 a <nil>]
// map[a:1 b:2] [true false] false
// %!d(string=x) %!s(int=5)
// 1
// %!(EXTRA int=2)1 %!d(MISSING)
//     1|2    |1 5
//  12.35% a1 2b3
