package covered

import "fmt"

type kind int

var table = map[string]func(int) int{
	"double": func(x int) int { return x * 2 },
	"half": func(x int) int {
		if x%2 != 0 {
			panic("odd")
		}
		return x / 2
	},
}

func empty() {}

func classify(n int) (s string) {
	defer func() {
		if r := recover(); r != nil {
			s = fmt.Sprint(r)
		}
	}()
	if n < 0 {
		return "negative"
	} else if n == 0 {
		return "zero"
	} else if f := table["half"]; n < 100 {
		f(n)
	} else {
		s = "large"
		return
	}
	switch x := n / 10; {
	case x == 0:
		s = "digit"
	case x < 5:
		s = "small"
		fallthrough
	case x < 7:
		s += "er"
	default:
	}
	return s
}

func loops(n int) int {
	total := 0
outer:
	for i := 0; i < n; i++ {
		for j := range n {
			if j > i {
				continue outer
			}
			total += j
		}
	}
again:
	total++
	if total < 10 {
		goto again
	}
	{
		total--
	}
	return total
}

func channels(c chan int, k any) int {
	select {
	case v := <-c:
		return v
	default:
	}
	switch v := k.(type) {
	case int:
		return v
	case kind, string:
		go func() { c <- 1 }()
		x := <-c
		return x
	}
	for {
		if len(c) == 0 {
			break
		}
	}
	return 0
}
