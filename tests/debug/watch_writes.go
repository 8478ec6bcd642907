package main

import (
	"fmt"
	"sort"
	"sync/atomic"
)

type P struct {
	X, Y int
	Name string
	In   *P
}

var g int64
var arr [6]int
var pt P
var str string
var ifc any
var sl []int
var mp = map[string]int{}
var pp = &P{X: 1}

func (p *P) set(v int) { p.X = v }

func named() (r int) {
	defer func() { r++ }()
	r = 5
	return r * 2
}

func locals(ch chan int) int {
	x := 1
	y, z := 2, 3
	y, z = z, y
	x += y
	f := func() { x = 40 }
	f()
	a := [4]int{1, 2, 3, 4}
	for i := range a {
		a[i] *= 2
	}
	b := a
	b[2] = 77
	p := &y
	*p = 12
	s := "a"
	s += "b"
	var e error
	e = fmt.Errorf("x%d", z)
	q := P{X: 1}
	q.set(9)
	q = P{Y: 4}
	go func() { ch <- 21 }()
	r := <-ch
	r = <-ch
	select {
	case r = <-ch:
	}
	v, ok := mp["k"]
	v, ok = mp["zz"]
	_, _, _, _ = e, v, ok, s
	u8 := uint8(250)
	u8 += 10
	fl := 1.5
	fl *= 2
	return x + b[2] + q.Y + r + int(u8) + int(fl)
}

func main() {
	ch := make(chan int)
	g = 1
	atomic.AddInt64(&g, 4)
	go func() { g = 100; ch <- 1 }()
	<-ch
	arr[2] = 3
	copy(arr[:], []int{9, 8, 7})
	sort.Ints(arr[:])
	clear(arr[:3])
	arr = [6]int{1, 2, 3, 4, 5, 6}
	pt.X = 1
	pt = P{X: 2, Name: "n"}
	pt.set(8)
	pt.In = &pt
	pt.In.In.Y = 5
	str = "hello"
	str = str + "!"
	ifc = 5
	ifc = "s"
	ifc = pt
	sl = append(sl, 1)
	sl = append(sl, 2, 3)
	sl[1] = 50
	t := sl[:2]
	t = append(t, 99)
	sort.Sort(sort.Reverse(sort.IntSlice(sl)))
	mp["k"] = 1
	mp["k"]++
	mp["j"] = 4
	for i := 0; i < 40; i++ {
		mp[fmt.Sprint(i)] = i
	}
	delete(mp, "k")
	mp["k"] = 3
	clear(mp)
	mp = map[string]int{"k": 6}
	pp.X = 2
	pp.In = &P{X: 10}
	pp = pp.In
	pp.set(11)
	fmt.Sscan("17", &pp.X)
	fmt.Sscan("18 abc", &g, &str)
	go func() { ch <- 1; ch <- 2; ch <- 3 }()
	fmt.Println(locals(ch), named())
	func() {
		defer func() { recover(); pp.Y = 3 }()
		var n *P
		n.X = 1
	}()
	fmt.Println(g, arr, pt.X, str, len(sl), mp, pp.X)
}
