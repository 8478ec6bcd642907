package main

import "fmt"

func f(v any) {
	switch x := v.(type) {
	case int:
		fmt.Println("int", x)
	case float64:
		fmt.Println("float64", x)
	case string:
		fmt.Println("string", x)
	case map[string]int:
		fmt.Println("map", x)
	case *int, []int:
		fmt.Println("several", x != nil)
	default:
		fmt.Println("default", x)
	}
}

func main() {
	n := 5
	for _, v := range []any{7, 7.5, "hello", map[string]int{"a": 1}, &n, []int(nil), 'x', nil} {
		f(v)
	}
}
