package main

import (
	"fmt"
)

type Counter struct{ n int }

func (c *Counter) Add(i int) { c.n += i }
func (c Counter) Get() int   { return c.n }

type Adder interface{ Add(int) }

func main() {
	c := Counter{n: 1}
	add := c.Add
	val := c.Get
	add(5)
	add(6)
	fmt.Println(c.n, val(), c.Get())
	f := (*Counter).Add
	f(&c, 10)
	g := Counter.Get
	fmt.Println(g(c))
	fs := []func(int){c.Add, func(i int) { c.n -= i }}
	for _, f := range fs {
		f(3)
	}
	fmt.Println(c)
	var i Adder = &c
	h := i.Add
	c = Counter{100}
	h(1)
	fmt.Println(c.n)
}

// Output:
// 12 1 12
// 22
// {22}
// 101
