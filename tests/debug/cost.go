package main

type pair struct{ a, b int }

var kept *pair
var table [4]int

func heap(n int) {
	p := &pair{}
	kept = p
	for i := 0; i < n; i++ {
		p.a += i
	}
}

func frame(n int) int {
	var arr [4]int
	s := arr[:]
	for i := 0; i < n; i++ {
		s[i&3] = i
	}
	return arr[2]
}

func data(n int) {
	for i := 0; i < n; i++ {
		table[i&3] = i
	}
}

func leaf(x int) int { return x + 1 }

func calls(n int) (sum int) {
	for i := 0; i < n; i++ {
		sum += leaf(i)
	}
	return sum
}

func grow(n int) []int {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return s
}

func sends(c chan int, n int) {
	for i := 0; i < n; i++ {
		c <- i
	}
}

func main() {
	c := make(chan int)
	go sends(c, 10)
	for i := 0; i < 10; i++ {
		<-c
	}
	heap(100)
	frame(100)
	data(100)
	calls(100)
	grow(100)
}
