package main

import (
	"fmt"
	"reflect"
	"sync"
)

type Shape interface{ Area() float64 }

type Square struct{ side float64 }

func (q *Square) Area() float64 { return q.side * q.side }

type Node struct {
	name string
	next *Node
}

var (
	mu     sync.Mutex
	shapes []Shape
	ages   = map[string]int{"ann": 31, "bob": 27}
	scale  func(int) int
	made   any
)

func worker(id int, ch chan string, wg *sync.WaitGroup) {
	defer wg.Done()
	mu.Lock()
	defer mu.Unlock()
	ch <- fmt.Sprint("worker ", id)
}

func add(x, y int) int {
	sum := x + y
	return sum
}

func main() {
	list := &Node{"one", &Node{"two", nil}}
	shapes = append(shapes, &Square{2}, &Square{3})
	scale = func(x int) int { return x + len(shapes) }
	table := reflect.MakeMap(reflect.MapOf(reflect.TypeOf(0), reflect.TypeOf([]Square{})))
	table.SetMapIndex(reflect.ValueOf(7), reflect.ValueOf([]Square{{4}, {5}}))
	made = table.Interface()
	fmt.Println(add(5, 4), list.name)
	ch := make(chan string)
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Add(1)
		go worker(i, ch, &wg)
	}
	wg.Wait()
}
