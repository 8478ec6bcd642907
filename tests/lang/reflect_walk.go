// Walking by reflection whatever it meets, as printers of values do: types and values of reflect are a few words deep.
package main

import (
	"fmt"
	"reflect"
)

type node struct {
	name   string
	target reflect.Value
	kind   reflect.Type
	parent *node
}

func walk(v reflect.Value, path map[uintptr]bool) (n int) {
	n = 1
	switch v.Kind() {
	case reflect.Interface:
		n += walk(v.Elem(), path)
	case reflect.Pointer:
		if v.IsNil() || path[v.Pointer()] {
			return n
		}
		path[v.Pointer()] = true
		n += walk(v.Elem(), path)
		delete(path, v.Pointer())
	case reflect.Struct:
		for i := range v.NumField() {
			n += walk(v.Field(i), path)
		}
	case reflect.Slice:
		for i := range v.Len() {
			n += walk(v.Index(i), path)
		}
	}
	return n
}

func main() {
	var many struct {
		A map[string][]func(node, *error) chan fmt.Stringer
		B *node
		C reflect.StructField
	}
	root := &node{name: "root", target: reflect.ValueOf(&many), kind: reflect.TypeOf(many)}
	leaf := &node{"leaf", reflect.ValueOf(root), reflect.TypeOf(root), root}
	fmt.Println(walk(reflect.ValueOf(leaf), map[uintptr]bool{}) < 1000)
	fmt.Println(reflect.DeepEqual(leaf, &node{"leaf", leaf.target, reflect.TypeOf(root), root}), reflect.DeepEqual(root, leaf.parent),
		reflect.DeepEqual(&node{kind: reflect.TypeFor[int]()}, &node{kind: reflect.TypeFor[node]()}))
	fmt.Println(len(fmt.Sprintf("%+v", *root)) > 0, reflect.TypeOf(many).Field(1).Type.Elem().NumField())
}

// Output:
// true
// true true false
// true 4
