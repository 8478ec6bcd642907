package main

import (
	"fmt"
	"math"
	"reflect"
)

// Pointer types that the program never writes down have their methods all the same.

type XM struct{ n int }

func (*XM) String() string { return "xm" }

type Y struct{ XM }

type G[T any] struct{ v T }

func (g *G[T]) Get() T { return g.v }

type Hold struct {
	F XM
	G G[int]
	M map[string]XM
	E struct {
		a int
		XM
	}
}

type F float32

type Direct struct{ p *int }

func (d *Direct) Set() {}

func main() {
	var y struct{ XM }
	_, ok := reflect.New(reflect.TypeOf(y)).Interface().(fmt.Stringer)
	fmt.Println(ok)
	_, ok = reflect.New(reflect.TypeOf(Y{})).Interface().(fmt.Stringer)
	fmt.Println(ok)
	t := reflect.TypeOf(Hold{G: G[int]{7}})
	for i := range t.NumField() {
		ft := t.Field(i).Type
		if ft.Kind() == reflect.Map {
			ft = ft.Elem()
		}
		p := reflect.PointerTo(ft)
		fmt.Println(p, p.NumMethod(), reflect.New(ft).Method(0).Call(nil)[0].Interface())
	}

	const signaling = 0x7f800001
	f := reflect.ValueOf(F(math.Float32frombits(signaling))).Convert(reflect.TypeFor[float32]()).Interface().(float32)
	fmt.Printf("%x\n", math.Float32bits(f))

	defer func() { fmt.Println(recover()) }()
	reflect.StructOf([]reflect.StructField{
		{Name: "Direct", Anonymous: true, Type: reflect.TypeFor[Direct]()},
		{Name: "X", Type: reflect.TypeFor[int]()},
	})
}

// Output:
// true
// true
// *main.XM 1 xm
// *main.G[int] 1 0
// *main.XM 1 xm
// *struct { a int; main.XM } 1 xm
// 7f800001
// reflect: embedded type with methods not implemented for non-pointer type
