package main

import (
	"fmt"
	"reflect"
)

type Big [100000]int

var arr Big
var nowhere *Big

func touch(p *int) int { *p = 7; return 1 }

type P struct{ v int }

func (p *P) set() int { p.v = 9; return 1 }

type M struct{}

func (M) Recover() { fmt.Println("recovered", recover()) }

func later() {
	defer reflect.ValueOf(M{}).Method(0).Interface().(func())()
	panic("method value")
}

func made() {
	f := reflect.MakeFunc(reflect.TypeOf(func() {}), func([]reflect.Value) []reflect.Value {
		fmt.Println("recovered", recover())
		return nil
	})
	defer f.Interface().(func())()
	panic("made function")
}

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	arr2 := arr
	arr2[3] = 5
	fmt.Println(arr == arr2)
	for i, v := range arr2 {
		if v == 5 {
			fmt.Println(i)
		}
	}
	var e any = arr2
	fmt.Println(e == any(arr), e.(Big)[3], [100000]int(e.(Big))[3])
	m := map[int]Big{}
	m[1] = arr2
	fmt.Println(m[1][3], m[2][3])
	st := struct {
		a Big
		k int
	}{arr2, 4}
	st2 := st
	st2.k++
	fmt.Println(st == st2, st.a == st2.a)
	s := []Big{arr2}
	s = append(s, arr)
	arr, arr2 = arr2, arr
	fmt.Println(arr[3], arr2[3], s[0][3], s[1][3])
	_ = arr
	try(func() { _ = *nowhere })
	try(func() { arr = *nowhere })
	try(func() { e = *nowhere })
	try(func() {
		var bad any = []int{}
		_ = map[any]Big{}[bad]
	})

	var a, b, c, d, f [15000]int
	a[len(m)], b[len(m)], c[len(m)], d[len(m)], f[len(m)] = 1, 2, 3, 4, 5
	a = b
	g := func() int { return a[1] + f[1] }
	fmt.Println(g() + b[1] + c[1] + d[1])

	x, p := 1, &P{1}
	fmt.Println(x+touch(&x), x, p.v+p.set(), p.v)
	later()
	made()
}

// Output:
// false
// 3
// false 5 5
// 5 0
// false true
// 5 0 5 0
// runtime error: invalid memory address or nil pointer dereference
// runtime error: invalid memory address or nil pointer dereference
// runtime error: invalid memory address or nil pointer dereference
// hash of unhashable type: []int
// 16
// 8 7 10 9
// recovered method value
// recovered made function
