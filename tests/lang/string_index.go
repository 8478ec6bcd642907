package main

import (
	"fmt"
	"strings"
)


func main() {
	s := "héllo, 世界"
	fmt.Println(len(s), s[1], s[0:1], s[7:], []byte(s)[1], []rune(s)[1])
	for i, r := range s {
		fmt.Print(i, ":", string(r), " ")
	}
	fmt.Println()
	b := []byte("abc")
	t := string(b)
	b[0] = 'X'
	fmt.Println(t, string(b), "a" < "b", "abc" > "abd", s == "héllo, 世界")
	fmt.Println(string(rune(65)), string([]rune{0x4e16, -1}), strings.ToValidUTF8("a\xffb", "?"))
}

// Output:
// 14 195 h  世界 195 233
// 0:h 1:é 3:l 4:l 5:o 6:, 7:  8:世 11:界 
// abc Xbc true false true
// A 世� a?b
