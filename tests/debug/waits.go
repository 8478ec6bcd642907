package main

import (
	"fmt"
	"sync"
)

type Acc struct {
	mu  sync.Mutex
	bal int
}

var rw sync.RWMutex
var big sync.Mutex

func clean(tag string, n int) { fmt.Println("clean", tag, n) }

func move(from, to *Acc, ready chan bool, other chan bool) {
	from.mu.Lock()
	ready <- true
	<-other
	to.mu.Lock()
	to.bal++
	to.mu.Unlock()
	from.mu.Unlock()
}

func holder(ch chan int) {
	big.Lock()
	defer big.Unlock()
	ch <- 1
}

func reader(a, b chan int) {
	select {
	case v := <-a:
		fmt.Println(v)
	case b <- 2:
	}
}

func main() {
	defer clean("first", 1)
	defer func() { clean("second", 2) }()
	x, y := &Acc{}, &Acc{}
	r1, r2 := make(chan bool, 1), make(chan bool, 1)
	ch := make(chan int)
	buf := make(chan int, 3)
	buf <- 7
	buf <- 8
	go holder(ch)
	go reader(buf, ch)
	go move(x, y, r1, r2)
	go move(y, x, r2, r1)
	var wg sync.WaitGroup
	wg.Add(1)
	rw.RLock()
	fmt.Println("start")
	big.Lock()
	wg.Wait()
}
