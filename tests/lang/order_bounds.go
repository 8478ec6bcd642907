// The bounds of a slice: which are computed before a later one runs code.
package main

import "fmt"

type L struct {
	off int
	s   string
	b   []int
	p   *[5]int
}

var g int
var gp = &g

func (l *L) next() int        { l.off += 2; g += 2; return l.off }
func (l *L) nextp(p *int) int { *p += 2; return *p }

type M struct{ n [2]int }

func main() {
	l := &L{s: "abcdefgh", b: []int{0, 1, 2, 3, 4, 5, 6, 7, 8}, p: &[5]int{0, 1, 2, 3, 4}}
	r := func() { l.off, g = 1, 1 }
	r()
	fmt.Println("field-1", l.s[l.off-1:l.next()])
	r()
	fmt.Println("field", l.s[l.off:l.next()])
	r()
	fmt.Println("global", l.s[g:l.next()])
	r()
	fmt.Println("global-1", l.s[g-1:l.next()])
	r()
	fmt.Println("deref", l.s[*gp:l.next()])
	i := 1
	fmt.Println("local addr", l.s[i:l.nextp(&i)])
	i = 1
	fmt.Println("local addr-1", l.s[i-1:l.nextp(&i)])
	i = 1
	fmt.Println("closure", l.s[i:func() int { i += 2; return i }()])
	r()
	fmt.Println("slice field", l.b[l.off-1:l.next()])
	r()
	fmt.Println("slice3", l.b[l.off-1:l.next():l.off+3])
	r()
	fmt.Println("slice3b", l.b[l.off:l.off+1:l.next()+2], cap(l.b[l.off:l.off+1:l.next()+2]))
	r()
	fmt.Println("slice3c", len(l.b[l.off-1:l.off:l.next()]))
	r()
	fmt.Println("arr", l.p[l.off-1:l.next()])
	r()
	fmt.Println("conv", l.s[int64(l.off):l.next()])
	idx := []int{1, 2, 3}
	r()
	fmt.Println("idx", l.s[idx[0]:func() int { idx[0] = 2; return 4 }()])
	r()
	fmt.Println("len", l.s[len(l.s)-7:func() int { l.s = "abcdefghij"; return 6 }()])
	l.s = "abcdefgh"
	r()
	fmt.Println("len2", l.b[len(idx):func() int { idx = idx[:1]; return 6 }()])
	r()
	fmt.Println("base", l.s[l.off-1:func() int { l.s = "ABCDEFGHI"; return 6 }()])
	l.s = "abcdefgh"
	t := l.s
	r()
	fmt.Println("base local", t[l.off-1:func() int { t = "ABCDEFGHI"; return 6 }()])
	ch := make(chan int, 1)
	ch <- 5
	r()
	fmt.Println("recv", l.s[l.off-1:<-ch])
	r()
	fmt.Println("high first", l.s[l.next()-3:l.off])
	r()
	fmt.Println("high expr", l.s[l.next()-3:l.off+1])
	r()
	m := map[string]int{"a": 1}
	fmt.Println("map", l.s[m["a"]:func() int { m["a"] = 3; return 5 }()])
	i = 1
	fmt.Println("paren", l.s[(i):l.nextp(&i)])
	i = 1
	fmt.Println("conv name", l.s[int64(i):l.nextp(&i)])
	i = 1
	fmt.Println("neg", l.s[-(-i):l.nextp(&i)])
	r()
	v := l.s[l.off-1 : l.next()]
	fmt.Println("assigned", v, len(l.s[l.off:l.next()])+l.off)
	r()
	fmt.Println(l.off + len(l.s[l.off-1:l.next()]) + l.off)
	r()
	fmt.Println(l.s[l.off-1:l.next()]+l.s[l.off-1:l.next()], string(l.b[l.off-1]+'a'))
	r()
	l.s = l.s[l.off:l.next()]
	fmt.Println(l.s)
	l.s = "abcdefgh"
	nested := func() string { r(); return l.s[l.s[l.off-1]-'a' : len(l.s[l.off-1:l.next()])+1] }
	fmt.Println("nested", nested())
	defer func() { fmt.Println(recover()) }()
	var np *L
	r()
	fmt.Println(l.b[np.off:l.next()], l.off)
	// indexes of an index expression
	mm := M{}
	_ = mm
	bb := [][]int{{0, 1, 2, 3}, {10, 11, 12, 13}, {20, 21, 22, 23}, {30, 31, 32, 33}}
	r()
	fmt.Println("index", bb[l.off][l.next()])
	r()
	fmt.Println("index-1", bb[l.off-1][l.next()])
	r()
	fmt.Println("add", l.off+l.next(), l.off-1+l.next())
	r()
	x := l.off - 1
	y := l.next()
	fmt.Println(x, y)
	r()
	a, b := l.off-1, l.next()
	fmt.Println("assign", a, b)
	r()
	fmt.Println("args", l.off-1, l.next())
	r()
	s := []int{l.off - 1, l.next()}
	fmt.Println("lit", s)
	r()
	st := struct{ a, b int }{l.off - 1, l.next()}
	fmt.Println("struct", st)
}

// Output:
// field-1 abc
// field bc
// global 
// global-1 abc
// deref bc
// local addr 
// local addr-1 abc
// closure 
// slice field [0 1 2]
// slice3 [0 1 2]
// slice3b [1] 4
// slice3c 1
// arr [0 1 2]
// conv bc
// idx bcd
// len bcdef
// len2 [3 4 5]
// base ABCDEF
// base local ABCDEF
// recv abcde
// high first abc
// high expr abcd
// map bcde
// paren 
// conv name bc
// neg bc
// assigned abc 7
// 9
// abccde e
// bc
// nested abcd
// runtime error: invalid memory address or nil pointer dereference
