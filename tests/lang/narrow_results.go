// Named results of less than a word whose address somebody has: the caller gets the whole word, whatever lay there before,
// with its sign, also when a deferred call sets them, a panic is recovered, or a loop over a function returns.
package main

import (
	"errors"
	"fmt"
)

// dirt leaves ones where the next call's frame will lie.
func dirt(a, b, c, d, e, f uint64) (uint64, uint64, uint64, uint64) { return ^a, ^b, ^c, ^d }

func deferred() (n int32) {
	defer func() { n = -1 }()
	return 5
}

func called() (n int8) {
	func() { n = -3 }()
	return n
}

func untouched() (ok bool) {
	func() {
		if false {
			ok = true
		}
	}()
	return
}

func recovered() (n int16, ok bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			n, err = -7, errors.New("recovered")
		}
	}()
	panic("over")
}

func floats() (f float32, n uint16) {
	defer func() { f, n = -1.5, 65535 }()
	return
}

func each(yield func(int) bool) { _ = yield(1) && yield(2) }

func looped() (n int8, ok bool) {
	for i := range each {
		if i == 2 {
			return -2, false
		}
	}
	return 1, true
}

func loopedUnnamed() (int8, bool) {
	for range each {
		return -4, false
	}
	return 1, true
}

type queue interface{ pop() (string, bool) }

type letters []string

func (l *letters) each(f func(string) bool) {
	for _, s := range *l {
		if f(s) {
			break
		}
	}
}

func (l *letters) pop() (s string, ok bool) {
	l.each(func(first string) bool {
		s, ok = first, true
		*l = (*l)[1:]
		return true
	})
	return s, ok
}

func main() {
	a, b, c := int32(0), int8(0), false
	dirt(0, 0, 0, 0, 0, 0)
	a = deferred()
	dirt(0, 0, 0, 0, 0, 0)
	b = called()
	dirt(0, 0, 0, 0, 0, 0)
	c = untouched()
	fmt.Println(a < 0, int64(a), b < 0, int64(b), c)
	dirt(0, 0, 0, 0, 0, 0)
	n, ok, err := recovered()
	fmt.Println(n < 0, int64(n), ok, err)
	dirt(0, 0, 0, 0, 0, 0)
	fmt.Println(floats())
	dirt(0, 0, 0, 0, 0, 0)
	b, c = looped()
	fmt.Println(b < 0, int64(b), c)
	dirt(0, 0, 0, 0, 0, 0)
	b, c = loopedUnnamed()
	fmt.Println(b < 0, int64(b), c)
	var q queue = &letters{"x", "y"}
	for i := 0; i < 4; i++ {
		if s, ok := q.pop(); ok {
			fmt.Println(s)
		} else {
			fmt.Println("none")
		}
	}
}

// Output:
// true -1 true -3 false
// true -7 false recovered
// -1.5 65535
// true -2 false
// true -4 false
// x
// y
// none
// none
