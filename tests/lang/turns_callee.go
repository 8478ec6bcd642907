// Where gc evaluates function values and map keys before what stands to their right, and where after it.
package main

import "fmt"

func wrap(i int) int   { return i }
func sum(i ...int) int { return len(i) }
func id[T any](x T) T  { return x }

type S struct {
	f func(int) int
	a []S
	p *S
}

func (s S) M(i int) int  { return i }
func (s *S) P(i int) int { return i }

func callee(s string, i int) (r int) {
	defer func() { fmt.Println(s, recover()) }()
	var sl []string
	var is []int
	var nf func(int) int
	switch i {
	case 0:
		return map[string]func(int) int{"a": nil}[sl[0]](nf(1))
	case 1:
		return map[int]func(int) int{1: nil}[is[0]](nf(1))
	case 2:
		m := map[string]func(int) int{"a": nil}
		return m[sl[0]](nf(1))
	case 3:
		m := map[int]func(int) int{1: nil}
		return m[is[0]](nf(1))
	case 4:
		m := map[[2]int]func(int) int{}
		return m[[2]int{is[0]}](nf(1))
	case 5:
		m := map[any]func(int) int{}
		return m[is[0]](nf(1))
	case 6:
		m := map[any]int{}
		return m[is[0]] + nf(1)
	case 7:
		m := map[int]int{}
		return m[is[0]] + nf(1)
	case 8:
		m := map[uint64]int{}
		return m[uint64(is[0])] + nf(1)
	case 9:
		m := map[string]int{}
		return m[sl[0]] + nf(1)
	case 10:
		m := []func(int) int{nil}
		return m[is[0]](nf(1))
	case 11:
		m := map[float64]int{}
		return m[float64(is[0])] + nf(1)
	case 12:
		m := map[int32]int{}
		return m[int32(is[0])] + nf(1)
	case 13:
		m := map[*int]int{}
		return m[&is[0]] + nf(1)
	}
	return
}

func calleeWithCall(s string, i int) (r int) {
	defer func() { fmt.Println(s, recover()) }()
	var sl []string
	var is []int
	var nf func(int) int
	switch i {
	case 0:
		return map[string]func(int) int{"a": nil}[sl[wrap(0)]](nf(1))
	case 1:
		return map[int]func(int) int{1: nil}[is[wrap(0)]](nf(1))
	case 2:
		m := map[string]func(int) int{"a": nil}
		return m[sl[wrap(0)]](nf(1))
	case 3:
		m := map[int]func(int) int{1: nil}
		return m[is[wrap(0)]](nf(1))
	case 4:
		return (map[int]func(int) int(nil)[is[wrap(0)]])(sum(id(3), is[wrap(1)]))
	case 5:
		return (map[int]func(int) int(nil)[is[0]])(sum(3, is[1]))
	case 6:
		m := map[int]func(int) int{1: nil}
		return m[is[wrap(0)]](is[wrap(1)])
	case 7:
		m := map[int]func(int) int{1: nil}
		return m[is[wrap(0)]](sum(is[wrap(1)]))
	case 8:
		m := map[int]func(int) int{1: nil}
		x := id(m[is[wrap(0)]](sum(is[wrap(1)])))
		return x
	case 9:
		m := map[int]func(int) int{1: nil}
		fmt.Println(m[is[wrap(0)]](sum(is[wrap(1)])))
	case 10:
		if m := map[int]func(int) bool{1: nil}; m[is[wrap(0)]](sum(is[wrap(1)])) {
			return 2
		}
	case 11:
		m := map[int]func(int) int{1: nil}
		x := m[is[wrap(0)]](sum(is[wrap(1)]))
		return x
	}
	return
}

func calleeElsewhere(s string, i int) (r int) {
	defer func() { fmt.Println(s, recover()) }()
	var is []int
	fs := []func(int) int{nil}
	var x S
	var e any = 3
	g := func() *S { return nil }
	h := func() S { return x }
	_ = e
	switch i {
	case 0:
		return fs[is[wrap(0)]](sum(is[wrap(1)]))
	case 1:
		return fs[wrap(5)](sum(is[wrap(1)]))
	case 2:
		return g().f(sum(is[wrap(1)]))
	case 3:
		return h().a[0].f(sum(is[wrap(1)]))
	case 4:
		return h().p.f(sum(is[wrap(1)]))
	case 5:
		return x.p.f(sum(is[wrap(1)]))
	case 6:
		return x.a[0].f(sum(is[wrap(1)]))
	case 7:
		return x.a[wrap(0)].f(sum(is[wrap(1)]))
	case 8:
		return e.(func(int) int)(sum(is[wrap(1)]))
	case 9:
		return id(e).(func(int) int)(sum(is[wrap(1)]))
	case 10:
		return fs[id(e).(int8)](sum(is[wrap(1)]))
	case 11:
		return fs[e.(int8)](sum(is[wrap(1)]))
	case 12:
		return fs[wrap(5)](is[1])
	case 13:
		m := map[[2]int]int{}
		return m[[2]int{is[0]}] + sum(is[1])
	case 14:
		m := map[[2]int]int{}
		return sum(m[[2]int{is[0]}], sum(is[1]))
	case 15:
		m := map[int]int{}
		return sum(m[is[wrap(0)]], sum(is[1]))
	case 16:
		m := map[int][200]int{}
		return m[is[0]][0] + sum(is[1])
	case 17:
		fn := func() func(int) int { return nil }
		return fn()(is[1])
	case 18:
		fn := func() func(int) int { return nil }
		return fn()(sum(is[1]))
	case 19:
		m := map[any]int{}
		m[is[0]] = sum(is[1])
	case 20:
		m := map[int]int{}
		m[is[0]] = sum(is[1])
	case 21:
		m := map[any]int{}
		m[is[0]] += sum(is[1])
	case 22:
		m := map[any]int{}
		v, ok := m[is[0]]
		_, _ = v, ok
	case 23:
		m := map[any]int{}
		delete(m, is[sum(is[1])])
	}
	return
}

func calleeOfParts(s string, i int) (r int) {
	defer func() { fmt.Println(s, recover()) }()
	var is []int
	fs := []func(int) int{nil}
	var x S
	var e any = 3
	ch := make(chan int, 10)
	ch <- 5
	ms := map[string]func(int) int{}
	bs := [][]byte{}
	_ = e
	switch i {
	case 0:
		return fs[<-ch](sum(is[wrap(1)]))
	case 1:
		return fs[len(is[:])+1](sum(is[wrap(1)]))
	case 2:
		return fs[len(string(bs[0]))](sum(is[wrap(1)]))
	case 3:
		return ms[string(bs[0])](sum(is[wrap(1)]))
	case 4:
		return fs[len(append(is, 1))](sum(is[wrap(1)]))
	case 5:
		return fs[len(make([]int, 5))](sum(is[wrap(1)]))
	case 6:
		return fs[e.(int8)](sum(is[wrap(1)]))
	case 7:
		return fs[*new(int)+2](sum(is[wrap(1)]))
	case 8:
		return fs[min(wrap(2), 3)](sum(is[wrap(1)]))
	case 9:
		return x.a[wrap(0)].M(sum(is[wrap(1)]))
	case 10:
		return x.a[wrap(0)].P(sum(is[wrap(1)]))
	case 11:
		return x.p.M(sum(is[wrap(1)]))
	case 12:
		return x.a[0].M(sum(is[wrap(1)]))
	case 13:
		return x.a[0].P(sum(is[wrap(1)]))
	case 14:
		return map[string]func(int) int{"a": fs[2]}["x"](sum(is[wrap(1)]))
	case 15:
		return []func(int) int{fs[2]}[0](sum(is[wrap(1)]))
	case 16:
		return func() func(int) int { return fs[3] }()(sum(is[1]))
	case 17:
		return fs[len(fmt.Sprint(1))](is[9])
	case 18:
		return ms[fmt.Sprint(is[3])](is[9])
	case 19:
		return fs[copy(is, is)+1](sum(is[wrap(1)]))
	case 20:
		return fs[len(bs[0])+len("a"+fmt.Sprint(1))](sum(is[wrap(1)]))
	case 21:
		a, b := "x", "y"
		return fs[len(a+b)](sum(is[wrap(1)]))
	case 22:
		return fs[len([]byte(s))](sum(is[wrap(1)]))
	case 23:
		m := map[int][200]int{}
		return sum(m[is[0]][1], sum(is[1]))
	case 24:
		m := map[int][200]byte{}
		g := func([200]byte, int) int { return 1 }
		return g(m[is[0]], sum(is[1]))
	case 25:
		m := map[[2]int][2]byte{}
		return int(m[[2]int{is[0]}][1]) + sum(is[1])
	}
	return
}

func keys(s string, i int) (r int) {
	defer func() { fmt.Println(s, recover()) }()
	var is []int
	var as []any
	var ps [][2]int
	var i3 [][3]int8
	var fl []float64
	var bs []bool
	type st struct{ a, b int32 }
	var sts []st
	type s2 struct{ a string }
	var s2s []s2
	switch i {
	case 0:
		return map[any]int{}[as[0]] + sum(is[1])
	case 1:
		m := map[any]int{}
		return m[as[0]] + sum(is[1])
	case 2:
		m := map[[2]int]int{}
		return m[ps[0]] + sum(is[1])
	case 3:
		m := map[[3]int8]int{}
		return m[i3[0]] + sum(is[1])
	case 4:
		m := map[float64]int{}
		return m[fl[0]] + sum(is[1])
	case 5:
		m := map[bool]int{}
		return m[bs[0]] + sum(is[1])
	case 6:
		m := map[st]int{}
		return m[sts[0]] + sum(is[1])
	case 7:
		m := map[st]int{}
		return m[st{1, int32(is[0])}] + sum(is[1])
	case 8:
		m := map[s2]int{}
		return m[s2s[0]] + sum(is[1])
	case 9:
		m := map[float64]int{}
		return m[-fl[0]] + sum(is[1])
	case 10:
		m := map[bool]int{}
		return m[!bs[0]] + sum(is[1])
	case 11:
		m := map[int8]int{}
		return m[int8(is[0])] + sum(is[1])
	case 12:
		m := map[any]int{}
		return m[&is[0]] + sum(is[1])
	case 13:
		m := map[any]int{}
		return m[fl[0]] + sum(is[1])
	case 14:
		m := map[fmt.Stringer]int{}
		return m[as[0].(fmt.Stringer)] + sum(is[1])
	case 15:
		m := map[int]int{}
		return m[m[is[0]]] + sum(is[1])
	case 16:
		m := map[float64]int{}
		m2 := map[int]float64{}
		return m[m2[is[0]]] + sum(is[1])
	case 17:
		m := map[float64]int{}
		m[-fl[0]] = sum(is[1])
	case 18:
		m := map[float64]int{}
		m[fl[0]] = sum(is[1])
	case 19:
		m := map[[2]int][]int{}
		m[[2]int{is[0]}] = append(m[[2]int{is[1]}], sum(is[2]))
	case 20:
		m := map[bool][]int{}
		delete(m, is[0] == sum(is[1]))
	case 21:
		m := map[bool][]int{}
		for m[is[0] == 1][is[1]] = range sum(is[2]) {
		}
	case 22:
		m := map[float64]map[int]int{}
		return m[-fl[0]][is[2]] + sum(is[1])
	case 23:
		m := map[float64]*[2]int{}
		return m[-fl[0]][3-sum(is[2])] + sum(is[1])
	}
	return
}

func main() {
	for i := range 14 {
		callee(fmt.Sprint(i), i)
	}
	for i := range 12 {
		calleeWithCall(fmt.Sprint(i), i)
	}
	for i := range 24 {
		calleeElsewhere(fmt.Sprint(i), i)
	}
	for i := range 26 {
		calleeOfParts(fmt.Sprint(i), i)
	}
	for i := range 24 {
		keys(fmt.Sprint(i), i)
	}
}

// Output:
// 0 runtime error: invalid memory address or nil pointer dereference
// 1 runtime error: invalid memory address or nil pointer dereference
// 2 runtime error: invalid memory address or nil pointer dereference
// 3 runtime error: invalid memory address or nil pointer dereference
// 4 runtime error: index out of range [0] with length 0
// 5 runtime error: index out of range [0] with length 0
// 6 runtime error: index out of range [0] with length 0
// 7 runtime error: invalid memory address or nil pointer dereference
// 8 runtime error: invalid memory address or nil pointer dereference
// 9 runtime error: invalid memory address or nil pointer dereference
// 10 runtime error: invalid memory address or nil pointer dereference
// 11 runtime error: index out of range [0] with length 0
// 12 runtime error: invalid memory address or nil pointer dereference
// 13 runtime error: invalid memory address or nil pointer dereference
// 0 runtime error: index out of range [0] with length 0
// 1 runtime error: index out of range [0] with length 0
// 2 runtime error: index out of range [0] with length 0
// 3 runtime error: index out of range [0] with length 0
// 4 runtime error: index out of range [0] with length 0
// 5 runtime error: index out of range [1] with length 0
// 6 runtime error: index out of range [0] with length 0
// 7 runtime error: index out of range [0] with length 0
// 8 runtime error: index out of range [0] with length 0
// 9 runtime error: index out of range [0] with length 0
// 10 runtime error: index out of range [0] with length 0
// 11 runtime error: index out of range [0] with length 0
// 0 runtime error: index out of range [0] with length 0
// 1 runtime error: index out of range [5] with length 1
// 2 runtime error: invalid memory address or nil pointer dereference
// 3 runtime error: index out of range [0] with length 0
// 4 runtime error: invalid memory address or nil pointer dereference
// 5 runtime error: index out of range [1] with length 0
// 6 runtime error: index out of range [1] with length 0
// 7 runtime error: index out of range [0] with length 0
// 8 runtime error: index out of range [1] with length 0
// 9 interface conversion: interface {} is int, not func(int) int
// 10 interface conversion: interface {} is int, not int8
// 11 interface conversion: interface {} is int, not int8
// 12 runtime error: index out of range [5] with length 1
// 13 runtime error: index out of range [0] with length 0
// 14 runtime error: index out of range [0] with length 0
// 15 runtime error: index out of range [1] with length 0
// 16 runtime error: index out of range [1] with length 0
// 17 runtime error: index out of range [1] with length 0
// 18 runtime error: index out of range [1] with length 0
// 19 runtime error: index out of range [0] with length 0
// 20 runtime error: index out of range [1] with length 0
// 21 runtime error: index out of range [0] with length 0
// 22 runtime error: index out of range [0] with length 0
// 23 runtime error: index out of range [1] with length 0
// 0 runtime error: index out of range [5] with length 1
// 1 runtime error: index out of range [1] with length 1
// 2 runtime error: index out of range [0] with length 0
// 3 runtime error: index out of range [0] with length 0
// 4 runtime error: index out of range [1] with length 1
// 5 runtime error: index out of range [5] with length 1
// 6 interface conversion: interface {} is int, not int8
// 7 runtime error: index out of range [1] with length 0
// 8 runtime error: index out of range [2] with length 1
// 9 runtime error: index out of range [1] with length 0
// 10 runtime error: index out of range [1] with length 0
// 11 runtime error: index out of range [1] with length 0
// 12 runtime error: index out of range [1] with length 0
// 13 runtime error: index out of range [1] with length 0
// 14 runtime error: index out of range [2] with length 1
// 15 runtime error: index out of range [1] with length 0
// 16 runtime error: index out of range [3] with length 1
// 17 runtime error: index out of range [1] with length 1
// 18 runtime error: index out of range [3] with length 0
// 19 runtime error: index out of range [1] with length 1
// 20 runtime error: index out of range [0] with length 0
// 21 runtime error: index out of range [2] with length 1
// 22 runtime error: index out of range [2] with length 1
// 23 runtime error: index out of range [1] with length 0
// 24 runtime error: index out of range [1] with length 0
// 25 runtime error: index out of range [0] with length 0
// 0 runtime error: index out of range [1] with length 0
// 1 runtime error: index out of range [1] with length 0
// 2 runtime error: index out of range [1] with length 0
// 3 runtime error: index out of range [1] with length 0
// 4 runtime error: index out of range [1] with length 0
// 5 runtime error: index out of range [1] with length 0
// 6 runtime error: index out of range [0] with length 0
// 7 runtime error: index out of range [0] with length 0
// 8 runtime error: index out of range [0] with length 0
// 9 runtime error: index out of range [0] with length 0
// 10 runtime error: index out of range [0] with length 0
// 11 runtime error: index out of range [0] with length 0
// 12 runtime error: index out of range [0] with length 0
// 13 runtime error: index out of range [0] with length 0
// 14 runtime error: index out of range [0] with length 0
// 15 runtime error: index out of range [1] with length 0
// 16 runtime error: index out of range [0] with length 0
// 17 runtime error: index out of range [0] with length 0
// 18 runtime error: index out of range [1] with length 0
// 19 runtime error: index out of range [0] with length 0
// 20 runtime error: index out of range [1] with length 0
// 21 runtime error: index out of range [2] with length 0
// 22 runtime error: index out of range [0] with length 0
// 23 runtime error: index out of range [0] with length 0
