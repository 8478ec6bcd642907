package main

import (
	"fmt"
	"sync"
)

type account struct{ owner, balance int }

var log []string

func pay(a *account, n int) {
	a.balance += n
}

func main() {
	var wg sync.WaitGroup
	acc := &account{owner: 1}
	done := false
	for i := range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			pay(acc, i+1)
			log = append(log, "paid")
		}()
	}
	wg.Wait()
	go func() { done = true }()
	for !done {
	}
	fmt.Println(acc.balance, len(log))
}
