package main

import (
	"fmt"
	"reflect"
	"strings"
)

type Named interface {
	Name() string
	Add(a, b int, more ...string) (int, error)
}

type Sized interface{ Size() int64 }

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func embed(types ...reflect.Type) reflect.Type {
	var fields []reflect.StructField
	for _, t := range types {
		fields = append(fields, reflect.StructField{Name: t.Name(), Type: t, Anonymous: true})
	}
	return reflect.StructOf(fields)
}

func main() {
	t := embed(reflect.TypeFor[Named](), reflect.TypeFor[Sized]())
	fmt.Println(t.NumMethod(), t)
	for i := range t.NumMethod() {
		fmt.Println(t.Method(i).Name, t.Method(i).Type.NumIn())
	}
	v := reflect.New(t).Elem()
	v.Field(1).Set(reflect.ValueOf(strings.NewReader("four")))
	x := v.Interface().(Named)
	try(func() { x.Name() })
	try(func() { fmt.Println(x.Add(1, 2, "3")) })
	try(func() { v.Interface().(Sized).Size() })
	fmt.Println(v.Field(1).Interface().(Sized).Size())
	_, ok := v.Interface().(fmt.Stringer)
	fmt.Println(ok)
	type Hidden interface{ hide() }
	try(func() { embed(reflect.TypeFor[Hidden]()) })
}

// Output:
// 3 struct { main.Named; main.Sized }
// Add 4
// Name 1
// Size 1
// reflect: StructOf does not support methods of embedded interfaces
// reflect: StructOf does not support methods of embedded interfaces
// reflect: StructOf does not support methods of embedded interfaces
// 4
// false
// <nil>
