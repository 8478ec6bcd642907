package main

import (
	"bufio"
	"fmt"
	"slices"
	"strings"
)

func main() {
	s := strings.Repeat("ab", 3)
	s = strings.Repeat(s, 2)
	sc := bufio.NewScanner(strings.NewReader("x\ny\n"))
	for sc.Scan() {
		fmt.Println(sc.Text(), s)
	}
	fmt.Println(slices.Index([]string{"p", "q"}, "q"))
}
