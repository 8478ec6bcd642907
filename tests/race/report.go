// What is said of races: two of one variable in two functions, one of them a library's.
package main

import (
	"fmt"
	"strings"
	"sync"
)

type counter struct{ hits, misses int }

func (c *counter) hit() { c.hits++ }

var total int

func main() {
	var wg sync.WaitGroup
	var c counter
	var text strings.Builder
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.hit()
			text.WriteString("x")
		}()
	}
	wg.Wait()
	done := make(chan bool, 1)
	go func() {
		total = 1
		done <- true
	}()
	for len(done) == 0 {
	}
	fmt.Println(c.hits, text.Len(), total)
}
