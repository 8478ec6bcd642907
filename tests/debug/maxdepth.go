package main

type inner struct{ a, b int }

type outer struct {
	n     int
	text  string
	in    inner
	list  []inner
	table map[string][]int
	array [2]inner
	none  []int
	ch    chan inner
	any   any
	point *inner
}

func main() {
	o := outer{1, "text", inner{2, 3}, []inner{{4, 5}}, map[string][]int{"a": {1}, "b": nil}, [2]inner{{6, 7}}, nil, make(chan inner, 1), inner{8, 9}, nil}
	o.ch <- inner{1, 2}
	println(o.n)
}
