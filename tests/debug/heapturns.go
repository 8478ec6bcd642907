package main

type item struct{ n, m int }

var kept []*item

func turns(n int, mine, other chan bool) {
	for i := 0; i < n; i++ {
		<-mine
		it := &item{i, n}
		if i%20000 == 0 {
			kept = append(kept, it)
		}
		other <- true
	}
}

func main() {
	a, b := make(chan bool, 1), make(chan bool, 1)
	kept = make([]*item, 0, 16)
	go turns(100000, a, b)
	a <- true
	turns(100000, b, a)
	println(len(kept))
}
