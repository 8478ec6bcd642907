package main

import (
	"fmt"
	"reflect"
	"time"
)

type S1 struct{ A int }

func (s S1) Get() int { return s.A + 1 }

type small int8

func (s small) Get() int { return int(s) }

type Getter interface{ Get() int }

func try(name string, fields ...reflect.StructField) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println(name, "panic:", e)
		}
	}()
	t := reflect.StructOf(fields)
	fmt.Println(name, t, t.Size(), t.Align(), t.NumField(), t.NumMethod(), t.Comparable())
	for i := 0; i < t.NumField(); i++ {
		f := t.Field(i)
		fmt.Println("  ", f.Name, f.PkgPath, f.Type, f.Tag, f.Offset, f.Index, f.Anonymous)
	}
}

type F = reflect.StructField

func main() {
	i, s, b := reflect.TypeOf(0), reflect.TypeOf(""), reflect.TypeOf(byte(0))
	try("two", F{Name: "A", Type: i, Tag: `json:"a"`}, F{Name: "B", Type: s})
	try("pad", F{Name: "A", Type: b}, F{Name: "B", Type: i}, F{Name: "C", Type: reflect.TypeOf([0]int{})})
	try("none")
	try("noname", F{Type: i})
	try("bad", F{Name: "1a", Type: i})
	try("notype", F{Name: "A"})
	try("dup", F{Name: "A", Type: i}, F{Name: "A", Type: i})
	try("unexp", F{Name: "a", Type: i})
	try("exp", F{Name: "A", Type: i, PkgPath: "p"})
	try("anon", F{Name: "A", Type: i, PkgPath: "p", Anonymous: true})
	try("pkgs", F{Name: "a", Type: i, PkgPath: "p"}, F{Name: "b", Type: i, PkgPath: "q"})
	try("pkg", F{Name: "a", Type: i, PkgPath: "x/p"}, F{Name: "B", Type: i})
	try("emb", F{Name: "S1", Type: reflect.TypeOf(S1{}), Anonymous: true})
	try("emb2", F{Name: "S1", Type: reflect.TypeOf(S1{}), Anonymous: true}, F{Name: "B", Type: i})
	try("emb3", F{Name: "B", Type: i}, F{Name: "S1", Type: reflect.TypeOf(S1{}), Anonymous: true})
	try("embn", F{Name: "B", Type: i}, F{Name: "Time", Type: reflect.TypeOf(struct{ X int }{}), Anonymous: true})
	try("time", F{Name: "Month", Type: reflect.TypeOf(time.May), Anonymous: true})
	try("func", F{Name: "F", Type: reflect.TypeOf(main)}, F{Name: "P", Type: reflect.TypeOf(&i)})

	st := reflect.StructOf([]F{{Name: "A", Type: i, Tag: `json:"a"`}, {Name: "B", Type: s}})
	v := reflect.New(st).Elem()
	v.Field(0).SetInt(7)
	v.Field(1).SetString("seven")
	fmt.Printf("%v %+v %T\n", v, v.Interface(), v.Interface())
	same := struct {
		A int `json:"a"`
		B string
	}{7, "seven"}
	fmt.Println(st == reflect.TypeOf(same), v.Interface() == any(same))
	m := reflect.MakeMap(reflect.MapOf(st, i))
	m.SetMapIndex(v, reflect.ValueOf(1))
	fmt.Println(m.Len(), m.MapIndex(reflect.ValueOf(same)))

	e := reflect.New(reflect.StructOf([]F{{Name: "small", Type: reflect.TypeOf(S1{}), Anonymous: true}}[:0])).Elem()
	fmt.Println(e)
	g := reflect.New(reflect.StructOf([]F{{Name: "S1", Type: reflect.TypeOf(S1{}), Anonymous: true}})).Elem()
	g.Field(0).Field(0).SetInt(41)
	fmt.Println(g.Interface().(Getter).Get(), g.Method(0).Call(nil)[0], g.Type().Method(0).Func.Call([]reflect.Value{g})[0])
}

// Output:
// two struct { A int "json:\"a\""; B string } 24 8 2 0 true
//    A  int json:"a" 0 [0] false
//    B  string  8 [1] false
// pad struct { A uint8; B int; C [0]int } 24 8 3 0 true
//    A  uint8  0 [0] false
//    B  int  8 [1] false
//    C  [0]int  16 [2] false
// none struct {} 0 1 0 0 true
// noname panic: reflect.StructOf: field 0 has no name
// bad panic: reflect.StructOf: field 0 has invalid name
// notype panic: reflect.StructOf: field 0 has no type
// dup panic: reflect.StructOf: duplicate field A
// unexp panic: reflect.StructOf: field "a" is unexported but missing PkgPath
// exp struct { A int } 8 8 1 0 true
//    A p int  0 [0] false
// anon panic: reflect.StructOf: field "A" is anonymous but has PkgPath set
// pkgs panic: reflect.Struct: fields with different PkgPath p and q
// pkg struct { a int; B int } 16 8 2 0 true
//    a x/p int  0 [0] false
//    B  int  8 [1] false
// emb struct { main.S1 } 8 8 1 1 true
//    S1  main.S1  0 [0] true
// emb2 struct { main.S1; B int } 16 8 2 1 true
//    S1  main.S1  0 [0] true
//    B  int  8 [1] false
// emb3 panic: reflect: embedded type with methods not implemented if type is not first field
// embn struct { B int; struct { X int } } 16 8 2 0 true
//    B  int  0 [0] false
//    Time  struct { X int }  8 [1] true
// time struct { time.Month } 8 8 1 1 true
//    Month  time.Month  0 [0] true
// func struct { F func(); P *reflect.Type } 16 8 2 0 false
//    F  func()  0 [0] false
//    P  *reflect.Type  8 [1] false
// {7 seven} {A:7 B:seven} struct { A int "json:\"a\""; B string }
// true true
// 1 1
// {}
// 42 42 42
