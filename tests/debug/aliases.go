package main

type view struct {
	name string
	part []int
}

var table [6]int
var window = table[1:4]
var views []view

func inner(arg []int, text string) int {
	m := map[string][]int{"k": arg[:2]}
	return len(m) + len(text)
}

func main() {
	s := make([]int, 6, 10)
	t := s[2:5]
	u := s[4:8:8]
	p := &s[3]
	full := s[:10]
	grown := append(full, 1)
	views = append(views, view{"hello world", s[9:10]})
	word := views[0].name[6:]
	local := [4]byte{1, 2, 3, 4}
	l := local[1:3]
	long := make([]byte, 1000)
	mid := long[100:200]
	node := &view{part: t[:0]}
	var none []int
	n := inner(s[1:3], word)
	println(n, len(t), len(u), *p, len(grown), len(l), len(mid), len(node.part), len(none))
}
