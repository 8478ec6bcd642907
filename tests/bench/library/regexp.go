// A pattern over 10 MB of text. Aim: 25
package main

import (
	"fmt"
	"regexp"
	"strings"
)

func main() {
	text := strings.Repeat("the quick brown fox jumps over the lazy dog 12345 foo@example.com and so on\n", 131072)
	re := regexp.MustCompile(`[a-z]+@[a-z]+\.(com|org)`)
	fmt.Println(len(text), len(re.FindAllStringIndex(text, -1)))
}
