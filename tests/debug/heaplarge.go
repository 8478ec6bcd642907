package main

type pair struct{ a, b, c int }

var big []byte
var pairs []*pair

func main() {
	big = make([]byte, 100000)
	for i := 0; i < 400; i++ {
		pairs = append(pairs, &pair{a: i})
	}
	println(len(big), len(pairs))
}
