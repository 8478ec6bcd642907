package main

import (
	"fmt"
)


func main() {
	gen := func(n int) <-chan int {
		c := make(chan int)
		go func() {
			defer close(c)
			for i := 2; i <= n; i++ {
				c <- i
			}
		}()
		return c
	}
	filter := func(in <-chan int, p int) <-chan int {
		out := make(chan int)
		go func() {
			defer close(out)
			for v := range in {
				if v%p != 0 {
					out <- v
				}
			}
		}()
		return out
	}
	in := gen(60)
	for {
		p, ok := <-in
		if !ok {
			break
		}
		fmt.Print(p, " ")
		in = filter(in, p)
	}
	fmt.Println()
}

// Output:
// 2 3 5 7 11 13 17 19 23 29 31 37 41 43 47 53 59 
