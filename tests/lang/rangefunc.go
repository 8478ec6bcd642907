package main

import "fmt"

func count(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

func pairs(m []string) func(func(int, string) bool) {
	return func(yield func(int, string) bool) {
		for i, s := range m {
			if !yield(i, s) {
				return
			}
		}
	}
}

func find(n int) (r int, ok bool) {
	for i := range count(100) {
		for j := range count(10) {
			if i*j == n {
				return i*100 + j, true
			}
		}
	}
	return -1, false
}

func named() (r int) {
	defer func() { r++ }()
	for i := range count(5) {
		if i == 3 {
			r = i
			return
		}
	}
	return 7
}

func main() {
	sum := 0
	for i := range count(10) {
		if i == 3 {
			continue
		}
		if i == 7 {
			break
		}
		sum += i
	}
	fmt.Println(sum)
outer:
	for i := range count(3) {
		for j := range count(3) {
			if j == 2 {
				continue outer
			}
			if i == 2 {
				break outer
			}
			fmt.Print(i, j, " ")
		}
	}
	fmt.Println()
	for i, s := range pairs([]string{"a", "b"}) {
		defer fmt.Println("deferred", i, s)
		fmt.Println(i, s)
	}
	fmt.Println(find(42))
	fmt.Println(find(9999))
	fmt.Println(named())
	n := 0
	for range count(4) {
		n++
	}
	fmt.Println(n)
}

// Output:
// 18
// 0 0 0 1 1 0 1 1 
// 0 a
// 1 b
// 607 true
// -1 false
// 4
// 4
// deferred 1 b
// deferred 0 a
