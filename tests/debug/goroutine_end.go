package main

import (
	"fmt"
	"runtime"
	"sync"
)

var wg sync.WaitGroup

func worker(id int) {
	x := id * 2
	fmt.Println(x)
	wg.Done()
}

func leaves() {
	defer wg.Done()
	defer func() {
		fmt.Println("leaving")
	}()
	runtime.Goexit()
}

func handled(n int) (r int) {
	defer func() {
		if e := recover(); e != nil {
			r = -1
		}
	}()
	return inner(n)
}

func inner(n int) int {
	if n > 0 {
		return handled(n-1) + inner(-n)
	}
	panic("inner")
}

func main() {
	for i := range 3 {
		wg.Add(1)
		go worker(i)
	}
	wg.Wait()
	fmt.Println("between")
	wg.Add(1)
	go leaves()
	wg.Wait()
	fmt.Println(handled(2))
}
