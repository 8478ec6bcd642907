package main

type node struct {
	val  int
	next *node
}

func main() {
	m := map[string]*node{"a": {1, nil}, "b": {2, nil}}
	many := map[int]int{}
	for i := 0; i < 210; i++ {
		many[i] = i * i
	}
	empty := map[[2]int]any{}
	var list *node
	for i := 0; i < 50; i++ {
		list = &node{i, list}
	}
	ch := make(chan *node, 3)
	ch <- m["a"]
	println(len(m), len(many), len(empty), list.val, len(ch))
}
