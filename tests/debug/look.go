package main

import (
	"errors"
	"fmt"
)

type Node struct {
	Val  int
	Next *Node
}

type Shape interface{ Area() int }

type Sq struct{ Side int }

func (s Sq) Area() int { return s.Side * s.Side }

type Pair struct {
	X, Y int
	Name string
	B    byte
}

var table = [4]int{1, 2, 3, 4}

func div(a, b int) (int, error) {
	if b == 0 {
		return 0, errors.New("division by zero")
	}
	return a / b, nil
}

func fact(n int) int {
	if n <= 1 {
		return 1
	}
	return n * fact(n-1)
}

func main() {
	n := &Node{Val: 1, Next: &Node{Val: 2}}
	s := []int{1, 2, 3}
	m := map[string]int{"k": 7, "a": 1}
	var sh Shape = Sq{3}
	var nilp *Node
	var nils []int
	var nilm map[string]int
	var nile error
	r := 'x'
	b := byte(104)
	f := 3.25
	str := "hi \"there\""
	zeros := [16]int{15: 1}
	p := Pair{1, 2, "p", 65}
	ps := []Pair{{1, 2, "a", 1}, {3, 4, "b", 2}}
	ch := make(chan int, 3)
	ch <- 20
	ch <- 10
	fn := func(x int) int { return x + n.Val }
	err := errors.New("boom")
	c := complex(1, 2)
	ok := true
	u8 := uint8(200)
	i8 := int8(-3)
	big := uint64(1 << 63)
	fmt.Println(n.Val, s, m, sh.Area(), nilp, nils, nilm, nile, r, b, f, str, zeros, p, ps, len(ch), fn(1), err, c, ok, u8, i8, big)
	q, e := div(7, 0)
	fmt.Println(q, e, fact(5))
	for i := 0; i < 3; i++ {
		if i == 1 {
			x := i * 2
			fmt.Println(x)
		}
	}
}
