package main

type point struct{ x, y int }

type text struct {
	wide, marks, long string
	points            [20]point
	next              *text
}

var table = map[string]*text{"日本": {wide: "日本語", marks: "e\u0301 ☃", long: "0123456789 äöü 0123456789 äöü 0123456789"}}

func main() {
	n := 7
	p, q := &point{n, 2}, &point{1, 2}
	t := table["日本"]
	t.next = t
	println(p.x > q.x, t != nil)
}
