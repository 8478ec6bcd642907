// Variables that stay in their frames although methods of the library and deferred calls get their addresses.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"unsafe"
)

type list struct {
	next *list
	v    int
}

var lock sync.Mutex

func churn() {
	for i := 0; i < 50; i++ {
		_ = make([]*list, 100+i)
	}
	runtime.GC()
}

// The deferred literal changes variables of the frame that it is deferred in, after a collection.
func deferred(n int) string {
	var sb strings.Builder
	var l list
	trace := "-"
	defer func() {
		churn()
		fmt.Println("deferred", sb.Len(), l.next.v, trace)
	}()
	defer lock.Unlock()
	lock.Lock()
	sb.WriteString(strings.Repeat("x", n))
	l.next = &list{v: n}
	trace = "set"
	return sb.String()
}

func caught() (err error) {
	kept := &list{v: 3}
	defer func() {
		churn()
		if r := recover(); r != nil {
			err = fmt.Errorf("%v, %d", r, kept.v)
		}
	}()
	panic(errors.New("thrown"))
}

// In a loop each turn has variables of its own, and all are wanted at the end.
func loop() {
	for i := 0; i < 3; i++ {
		v := list{v: i}
		p := &v
		defer func() { churn(); fmt.Print(p.v, v.v, " ") }()
	}
}

// Through unsafe.Pointer an address is an address still.
func through() *list {
	v := list{v: 9}
	return (*list)(unsafe.Pointer(&v))
}

func local() int {
	v := list{v: 8}
	return (*list)(unsafe.Pointer(&v)).v
}

func waiting() int {
	var wg sync.WaitGroup
	var mu sync.Mutex
	sum := 0
	for i := 0; i < 10; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			sum += i
			churn()
		}()
	}
	wg.Wait()
	return sum
}

func buffer() string {
	var b bytes.Buffer
	defer b.Reset()
	for i := range 5 {
		fmt.Fprint(&b, i)
		churn()
	}
	return b.String()
}

func main() {
	fmt.Println(deferred(5))
	fmt.Println(caught())
	loop()
	p := through()
	churn()
	fmt.Println(p.v, local(), waiting(), buffer())
}


