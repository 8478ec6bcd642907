package main

import (
	"errors"
	"fmt"
	"sort"
)

type Animal interface {
	Sound() string
}
type Named interface{ Name() string }
type Pet interface {
	Animal
	Named
}
type base struct{ name string }

func (b base) Name() string { return b.name }

type Dog struct {
	base
	age int
}

func (d *Dog) Sound() string { return d.name + " woofs" }

type byAge []*Dog

func (b byAge) Len() int           { return len(b) }
func (b byAge) Less(i, j int) bool { return b[i].age < b[j].age }
func (b byAge) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

type MyErr struct{ code int }

func (e *MyErr) Error() string { return fmt.Sprint("code ", e.code) }

func do(n int) error {
	if n > 1 {
		return &MyErr{n}
	}
	if n == 1 {
		return errors.New("one")
	}
	return nil
}

type Logger struct {
	Animal
	prefix string
}

type F func(int) int

func (f F) Apply(x int) int { return f(x) }

type Applier interface{ Apply(int) int }

func main() {
	d := &Dog{base{"rex"}, 3}
	var p Pet = d
	fmt.Println(p.Sound(), p.Name())
	dogs := []*Dog{{base{"a"}, 5}, {base{"b"}, 2}, {base{"c"}, 9}}
	sort.Sort(byAge(dogs))
	for _, d := range dogs {
		fmt.Print(d.name, d.age, " ")
	}
	fmt.Println()
	sort.Slice(dogs, func(i, j int) bool { return dogs[i].age > dogs[j].age })
	fmt.Println(dogs[0].Name())
	for i := 0; i < 3; i++ {
		err := do(i)
		var me *MyErr
		fmt.Println(err, errors.As(err, &me), err == nil)
	}
	l := Logger{d, ">"}
	fmt.Println(l.Sound())
	var a Applier = F(func(x int) int { return x * 2 })
	fmt.Println(a.Apply(21))
	var x, y interface{} = 1, 1
	fmt.Println(x == y, x != nil, interface{}(d) == interface{}(p))
	switch v := x.(type) {
	case nil:
		fmt.Println("nil")
	case string, int:
		fmt.Printf("%T\n", v)
	}
	g := p.Name
	fmt.Println(g())
	h := (*Dog).Sound
	fmt.Println(h(d))
	var np Pet
	defer func() { fmt.Println(recover()) }()
	np.Name()
}

// Output:
// rex woofs rex
// b2 a5 c9 
// c
// <nil> false true
// one false false
// code 2 true false
// rex woofs
// 42
// true true true
// int
// rex
// rex woofs
// runtime error: invalid memory address or nil pointer dereference
