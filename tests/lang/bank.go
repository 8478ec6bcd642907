package main

import (
	"fmt"
	"sync"
)

type Account struct {
	mu      sync.Mutex
	balance int
	log     []string
}

type InsufficientFunds struct{ need, have int }

func (e InsufficientFunds) Error() string { return fmt.Sprintf("need %d, have %d", e.need, e.have) }

func (a *Account) Deposit(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance += n
	a.log = append(a.log, fmt.Sprintf("+%d", n))
}

func (a *Account) Withdraw(n int) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.balance < n {
		return InsufficientFunds{n, a.balance}
	}
	a.balance -= n
	a.log = append(a.log, fmt.Sprintf("-%d", n))
	return nil
}

type Bank struct {
	accounts map[string]*Account
}

func (b *Bank) Get(name string) *Account {
	if a, ok := b.accounts[name]; ok {
		return a
	}
	a := new(Account)
	b.accounts[name] = a
	return a
}

func main() {
	b := Bank{accounts: make(map[string]*Account)}
	b.Get("ann").Deposit(100)
	if err := b.Get("ann").Withdraw(500); err != nil {
		var e InsufficientFunds = err.(InsufficientFunds)
		fmt.Println(err, e.need-e.have)
	}
	var wg sync.WaitGroup
	for i := 1; i <= 100; i++ {
		wg.Go(func() { b.Get("ann").Deposit(i) })
	}
	wg.Wait()
	fmt.Println(b.Get("ann").balance, len(b.Get("ann").log), b.Get("bob").Withdraw(0))
}

// Output:
// need 500, have 100 400
// 5150 101 <nil>
