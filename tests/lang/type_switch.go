package main

import (
	"fmt"
)

type S struct{ n int }

func (s S) String() string { return fmt.Sprint("S", s.n) }

type E int

func (e E) Error() string { return fmt.Sprint("E", int(e)) }

func main() {
	for _, v := range []any{1, int8(2), "s", 2.5, nil, []int{1}, map[string]int{}, S{3}, &S{4}, func() {}, make(chan int), error(E(5)), [2]bool{}} {
		switch x := v.(type) {
		case int, int8:
			fmt.Printf("int-ish %v\n", x)
		case string:
			fmt.Println("string", len(x))
		case nil:
			fmt.Println("nil")
		case error:
			fmt.Println("error", x.Error())
		case fmt.Stringer:
			fmt.Println("stringer", x)
		case []int:
			fmt.Println("slice", x[0])
		case func():
			fmt.Println("func")
		case chan int, map[string]int:
			fmt.Printf("%T\n", x)
		default:
			fmt.Printf("other %T\n", x)
		}
	}
}

// Output:
// int-ish 1
// int-ish 2
// string 1
// other float64
// nil
// slice 1
// map[string]int
// stringer S3
// stringer S4
// func
// chan int
// error E5
// other [2]bool
