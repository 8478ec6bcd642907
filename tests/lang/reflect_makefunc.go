// Func values made at run time: arguments and results of every width, many of them, on a stack that goes on
// in a big slot, in a collection, with a panic through them.
package main

import (
	"fmt"
	"reflect"
	"runtime"
)

type pair struct {
	name string
	n    int8
}

func swap(in []reflect.Value) []reflect.Value { return []reflect.Value{in[1], in[0]} }

func depth(n int, f func(int) int) int {
	var pad [64]int
	pad[n%64] = n
	if n == 0 {
		return f(pad[0])
	}
	return depth(n-1, f) + pad[n%64] - n
}

type counter struct{ n int }

func (c *counter) Add(k int16, s ...string) (int, string) { c.n += int(k); return c.n, fmt.Sprint(len(s)) }

func main() {
	var ints func(int, int) (int, int)
	f := reflect.MakeFunc(reflect.TypeOf(ints), swap)
	reflect.ValueOf(&ints).Elem().Set(f)
	fmt.Println(ints(1, 2))

	var small func(a int8, b uint8) (uint8, int8)
	reflect.ValueOf(&small).Elem().Set(reflect.MakeFunc(reflect.TypeOf(small), swap))
	x, y := small(-3, 200)
	fmt.Println(x, y, int(y) < 0)

	var mixed func(pair, []string, error, float32, bool) (bool, float32, error, []string, pair)
	reflect.ValueOf(&mixed).Elem().Set(reflect.MakeFunc(reflect.TypeOf(mixed), func(in []reflect.Value) []reflect.Value {
		runtime.GC()
		out := make([]reflect.Value, len(in))
		for i := range in {
			out[len(in)-1-i] = in[i]
		}
		return out
	}))
	fmt.Println(mixed(pair{"p", -7}, []string{"s"}, fmt.Errorf("e"), 1.5, true))

	var deep func(int) int
	reflect.ValueOf(&deep).Elem().Set(reflect.MakeFunc(reflect.TypeOf(deep), func(in []reflect.Value) []reflect.Value {
		runtime.GC()
		return []reflect.Value{reflect.ValueOf(int(in[0].Int()) + 42)}
	}))
	done := make(chan int)
	go func() { done <- depth(300, deep) }()
	fmt.Println(<-done)

	c := &counter{10}
	add := reflect.ValueOf(c).Method(0).Interface().(func(int16, ...string) (int, string))
	fmt.Println(add(-3, "a", "b"))
	fmt.Println(add(5))

	defer func() { fmt.Println("recovered:", recover()) }()
	var bad func() int
	reflect.ValueOf(&bad).Elem().Set(reflect.MakeFunc(reflect.TypeOf(bad), func([]reflect.Value) []reflect.Value { panic("inside") }))
	bad()
}

// Output:
// 2 1
// 200 -3 true
// true 1.5 e [s] {p -7}
// 42
// 7 2
// 12 0
// recovered: inside
