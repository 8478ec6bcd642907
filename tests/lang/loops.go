package main

import "fmt"

func main() {
	sum := 0
	for i := 0; i < 10; i++ {
		if i == 3 {
			continue
		}
		if i == 8 {
			break
		}
		sum += i
	}
	fmt.Println(sum)
outer:
	for i := range 4 {
		for j := range 4 {
			if j == 2 {
				continue outer
			}
			if i == 3 {
				break outer
			}
			fmt.Print(i, j, " ")
		}
	}
	fmt.Println()
	n := 0
	for n < 5 {
		n++
	}
	fmt.Println(n)
	i := 0
loop:
	if i < 3 {
		i++
		goto loop
	}
	fmt.Println(i)
	for i, r := range "héllo\xff!" {
		fmt.Println(i, r, string(r))
	}
	for i := range 3 {
		defer func() { fmt.Println("defer", i) }()
	}
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i *= 10; return i })
	}
	for _, f := range fs {
		fmt.Println(f(), f())
	}
}

// Output:
// 25
// 0 0 0 1 1 0 1 1 2 0 2 1 
// 5
// 3
// 0 104 h
// 1 233 é
// 3 108 l
// 4 108 l
// 5 111 o
// 6 65533 �
// 7 33 !
// 0 0
// 10 100
// 20 200
// defer 2
// defer 1
// defer 0
