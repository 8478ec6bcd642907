package main

type item struct {
	n    int
	next *item
}

var kept [3]*item

func chain(n int) (head *item) {
	for i := 0; i < n; i++ {
		head = &item{i, head}
	}
	return head
}

func worker(i int, done chan bool) {
	kept[i] = chain(i + 1)
	done <- true
}

func main() {
	done := make(chan bool)
	kept[0] = chain(1)
	for i := 1; i < 3; i++ {
		go worker(i, done)
		<-done
	}
	last := chain(2)
	println(last.n)
}
