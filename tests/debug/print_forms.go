package main

import (
	"errors"
	"fmt"
	"time"
)

type Node struct {
	Val  int
	Next *Node
	Self any
}
type Pt struct{ X, Y int }

func (p Pt) String() string { return fmt.Sprintf("<%d,%d>", p.X, p.Y) }

type Shape interface{ String() string }
type Bad int

func (b Bad) Error() string { panic("no") }

type St struct {
	D  time.Duration
	P  Pt
	S  []Pt
	M  map[string]Pt
	E  error
	W  time.Weekday
	Mo time.Month
}

var g = 5
var pg = &g
var arr = [5]int{1, 2, 3, 4, 5}
var pa = &arr[2]

func f(n Node, p Pt, s []int, x int) int { return x }

func main() {
	n := &Node{Val: 1}
	n.Next = n
	n.Self = n
	d := 1500 * time.Millisecond
	t := time.Date(2001, 9, 9, 1, 46, 40, 5, time.UTC)
	st := St{D: d, P: Pt{1, 2}, S: []Pt{{3, 4}}, M: map[string]Pt{"b": {5, 6}, "a": {7, 8}}, E: errors.New("boom"), W: time.Friday, Mo: time.May}
	var sh Shape = Pt{9, 9}
	bad := Bad(3)
	rep := "abcccccccccccccccccccde"
	all := "ééééééééééééé"
	utf := "héllo\n\x01\xff"
	mi := map[int]bool{3: true, -1: false, 2: true}
	mf := map[float64]string{1.5: "x", -2: "y", 0.25: "z"}
	ma := map[any]int{"s": 1, 4: 2, 'c': 3}
	ch := make(chan Pt, 3)
	ch <- Pt{1, 1}
	ch <- Pt{2, 2}
	var np *Pt
	var ns []int
	var nm map[string]int
	var ne error
	var nf func()
	ptr := &Pt{4, 4}
	bs := []byte("hi")
	c := 1 + 2i
	m2 := [2][3]int{{1, 2, 3}, {4, 5, 6}}
	f(*n, Pt{1, 2}, []int{1}, 7)
	fmt.Println(d, t, st, sh, int(bad), rep, all, utf, mi, mf, ma, len(ch), np, ns, nm, ne, nf == nil, ptr, bs, c, m2)
}
