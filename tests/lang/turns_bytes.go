// A look-up by the bytes of a slice takes its turn; places that are assigned are not looked up.
package main

import "fmt"

var m = map[string]int{"a": 1, "b": 2}
var b = []byte("a")

func f() int { m["a"] = 100; b[0] = 'b'; return 1000 }
func reset() { m = map[string]int{"a": 1, "b": 2}; b = []byte("a") }

func main() {
	fmt.Println(m[string(b)] + f())
	reset()
	fmt.Println(fmt.Sprint(m[string(b)], f()))
	reset()
	m[string(b)] = f()
	fmt.Println(m)
	reset()
	m[string(b)] += f()
	fmt.Println(m)
	reset()
	x, ok := m[string(b)]
	fmt.Println(x, ok)
	var y int
	y, z := m[string(b)], f()
	fmt.Println(y, z)
	reset()
	m[string(b)], y = f(), m[string(b)]
	fmt.Println(m, y)
	reset()
	delete(m, string(b))
	fmt.Println(m)
	reset()
	mm := map[[2]string]int{{"a", "b"}: 5, {"b", "b"}: 6}
	fmt.Println(mm[[2]string{string(b), "b"}] + f())
	reset()
	type s struct{ k string }
	ms := map[s]int{{"a"}: 5, {"b"}: 6}
	fmt.Println(ms[s{string(b)}] + f())
	reset()
	ma := map[any]int{"a": 5, "b": 6}
	fmt.Println(ma[string(b)] + f())
	reset()
	k := string(b)
	fmt.Println(m[k]+f(), m[k+"a"]+f())
	reset()
	r := []rune("a")
	fmt.Println(m[string(r)] + f())
	reset()
	p := &struct{ m map[string]int }{m}
	fmt.Println(p.m[string(b)] + f())
	reset()
	m[string(b)]++
	fmt.Println(m)
	if v, ok := m[string(b)]; ok {
		fmt.Println(v)
	}
	type K string
	mk := map[K]int{"a": 7, "b": 8}
	fmt.Println(mk[K(b)] + f())
	reset()
	type B []byte
	bb := B("a")
	g := func() int { bb[0] = 'b'; return 1 }
	fmt.Println(mk[K(bb)] + g())
	for m[string(b)] = range f() {
		break
	}
	fmt.Println(m)
}

// Output:
// 1001
// 1 1000
// map[a:100 b:1000]
// map[a:100 b:1002]
// 1 true
// 1 1000
// map[a:100 b:1000] 2
// map[b:2]
// 1005
// 1005
// 1005
// 1100 1000
// 1100
// 1001
// map[a:2 b:2]
// 2
// 1007
// 8
// map[a:100 b:0]
