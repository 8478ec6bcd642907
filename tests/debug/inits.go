package main

import "fmt"

var a = b + 1 // after b, which is after f's c

var b = f()

var c, d = pair()

var table = [3]int{1, 2, 3}

var _ = fmt.Sprint("blank")

func f() int           { return c }
func pair() (int, int) { return 5, 6 }

func init() { a++ }

type T struct{}

func (T) init() {}

func init() { fmt.Println(a, b, c, d, table) }

func main() {}
