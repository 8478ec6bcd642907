package main

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
)

// What reflection lets be set, compared, grown and called.

type inner struct{ x, X int }

type Outer struct {
	inner
	Y     any
	plain inner
}

type hidden interface {
	Open() string
	closed() string
}

type H struct{}

func (H) Open() string   { return "open" }
func (H) closed() string { return "closed" }

type Seq struct{ n int }

func (s Seq) All(yield func(int) bool) {
	for i := 0; i < s.n && yield(i); i++ {
	}
}

func try(name string, f func() any) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println(name, "panic:", e)
		}
	}()
	fmt.Println(name, f())
}

func main() {
	v := reflect.ValueOf(&Outer{Y: inner{1, 2}}).Elem()
	fmt.Println(v.Field(0).CanSet(), v.Field(0).Field(0).CanSet(), v.Field(0).Field(1).CanSet())
	fmt.Println(v.Field(1).CanSet(), v.Field(2).CanSet(), v.Field(2).Field(1).CanSet(), v.Field(1).Elem().Field(1).CanInterface())

	var h hidden = H{}
	hv := reflect.ValueOf(&h).Elem()
	try("Open", func() any { return hv.Method(0).Call(nil)[0] })
	try("closed", func() any { return hv.Method(1).Call(nil)[0] })

	for name, x := range map[string]any{"all": []any{1, []int{}}} {
		try(name, func() any { return reflect.ValueOf(x).Comparable() })
	}
	a := [2]any{1, []int{}}
	try("equal", func() any { return reflect.ValueOf(a).Equal(reflect.ValueOf([2]any{2, []int{}})) })
	try("not comparable", func() any { return reflect.ValueOf(a).Equal(reflect.ValueOf(a)) })
	try("zero", func() any { return reflect.Value{}.Comparable() })

	s := reflect.ValueOf(new([]byte)).Elem()
	var caps []int
	for range 8 {
		s.SetLen(s.Cap())
		s.Grow(1)
		caps = append(caps, s.Cap())
	}
	fmt.Println(caps)

	for x := range reflect.ValueOf(Seq{3}).MethodByName("All").Seq() {
		fmt.Println(x)
	}
	name := runtime.FuncForPC(reflect.ValueOf(strings.ToUpper).Pointer()).Name()
	fmt.Println(name)
	n := 5
	p := reflect.New(reflect.ArrayOf(1, reflect.TypeOf(&n))).Elem()
	p.Index(0).Set(reflect.ValueOf(&n))
	fmt.Println(*p.Interface().([1]*int)[0])
	try("too large", func() any { return reflect.ArrayOf(1<<62, reflect.TypeOf(n)) })
	try("MapKeys", func() any { return reflect.ValueOf(1).MapKeys() })
	try("TryRecv", func() any { x, _ := reflect.ValueOf(1).TryRecv(); return x })
}

// Output:
// false false true
// true false false true
// Open open
// closed panic: reflect: Call of unexported method
// all false
// equal false
// not comparable panic: reflect.Value.Equal: values of type []int are not comparable
// zero false
// [8 16 32 64 128 256 512 896]
// 0
// 1
// 2
// strings.ToUpper
// 5
// too large panic: reflect.ArrayOf: array size would exceed virtual address space
// MapKeys panic: reflect: call of reflect.Value.MapKeys on int Value
// TryRecv panic: reflect: call of reflect.Value.TryRecv on int Value
