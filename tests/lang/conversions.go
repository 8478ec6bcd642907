package main

import (
	"fmt"
)


func main() {
	type Celsius float64
	type ID int
	type Bytes []byte
	c := Celsius(36.6)
	fmt.Println(float64(c)+1, ID(3)+4, int(ID(9)), string(Bytes("hi")), Bytes("yo"))
	f := 3.99
	fmt.Println(int(f), int64(-f), uint8(int(f)+254), float32(f), int32(1e9), uint(int8(5)))
	var i8 int8 = -1
	fmt.Println(uint8(i8), uint32(i8), int64(uint32(i8)), uint16(uint8(i8)))
	type A struct{ X int `json:"x"` }
	type B struct{ X int }
	fmt.Println(B(A{4}), []rune("aé")[1], string([]rune{97, 233}), []byte("é"))
	var r rune = 'x'
	fmt.Println(string(r), byte(r)+1, r+1)
}

// Output:
// 37.6 7 9 hi [121 111]
// 3 -3 1 3.99 1000000000 5
// 255 4294967295 4294967295 255
// {4} 233 aé [195 169]
// x 121 121
