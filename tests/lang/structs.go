package main

import "fmt"

type Point struct{ X, Y int }

func (p Point) Add(q Point) Point { return Point{p.X + q.X, p.Y + q.Y} }
func (p *Point) Scale(k int)      { p.X *= k; p.Y *= k }
func (p Point) String() string    { return fmt.Sprintf("<%d,%d>", p.X, p.Y) }

type Named struct {
	Point
	Name string
	tags map[string]bool
}

type Shape interface {
	Area() float64
	Perimeter() float64
}
type Sq struct{ s float64 }
type Rect struct{ w, h float64 }

func (s Sq) Area() float64       { return s.s * s.s }
func (s Sq) Perimeter() float64  { return 4 * s.s }
func (r *Rect) Area() float64    { return r.w * r.h }
func (r *Rect) Perimeter() float64 { return 2 * (r.w + r.h) }

type Small struct {
	a int8
	b bool
	c uint16
	d int32
}

func main() {
	p := Point{1, 2}
	p.Scale(3)
	q := &p
	q.Scale(2)
	fmt.Println(p, q.Add(Point{1, 1}), *q)
	n := Named{Point: Point{5, 6}, Name: "n"}
	n.Scale(2)
	fmt.Println(n.X, n.Y, n.Point, n.Name, n.Add(p))
	var shapes []Shape = []Shape{Sq{2}, &Rect{3, 4}}
	for _, s := range shapes {
		fmt.Printf("%T %.1f %.1f\n", s, s.Area(), s.Perimeter())
		switch v := s.(type) {
		case Sq:
			fmt.Println("square", v.s)
		case *Rect:
			fmt.Println("rect", v.w)
		}
	}
	f := p.Add
	p.X = 1000
	fmt.Println(f(Point{}), Point.Add(p, p), (*Point).String(&p))
	s := Small{-1, true, 65535, -5}
	s.a--
	s.c++
	t := s
	t.d *= 2
	fmt.Println(s, t, s == t, s == Small{-2, true, 0, -5})
	fmt.Printf("%+v %#v\n", s, t)
	anon := struct {
		A int
		B string
	}{1, "x"}
	fmt.Printf("%v %+v %T\n", anon, anon, anon)
	pp := &Named{Name: "z"}
	pp.Point.X = 4
	fmt.Println(pp.X, pp.Name)
	var e interface{} = p
	if st, ok := e.(fmt.Stringer); ok {
		fmt.Println("stringer", st.String())
	}
	_, ok := e.(error)
	fmt.Println(ok)
}

// Output:
// <6,12> <7,13> <6,12>
// 10 12 <10,12> n <16,24>
// main.Sq 4.0 8.0
// square 2
// *main.Rect 12.0 14.0
// rect 3
// <6,12> <2000,24> <1000,12>
// {-2 true 0 -5} {-2 true 0 -10} false true
// {a:-2 b:true c:0 d:-5} main.Small{a:-2, b:true, c:0x0, d:-10}
// {1 x} {A:1 B:x} struct { A int; B string }
// 4 z
// stringer <1000,12>
// false
