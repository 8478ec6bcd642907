package main

import (
	"bufio"
	"fmt"
	"strings"
)


func main() {
	s := "The quick brown fox"
	fmt.Println(strings.Fields(s), strings.Title("x y"), strings.Count(s, "o"), strings.LastIndex(s, "o"))
	fmt.Println(strings.SplitN("a,b,c,d", ",", 2), strings.TrimLeft("xxabc", "x"), strings.TrimSuffix("a.go", ".go"))
	fmt.Println(strings.Join([]string{"a", "b"}, "+"), strings.ContainsRune(s, 'q'), strings.IndexByte(s, 'b'))
	r := strings.NewReplacer("a", "1", "b", "2")
	fmt.Println(r.Replace("abcab"), strings.Compare("a", "b"))
	before, after, ok := strings.Cut("k=v=w", "=")
	fmt.Println(before, after, ok)
	rd := strings.NewReader("line1\nline2")
	sc := bufio.NewScanner(rd)
	for sc.Scan() {
		fmt.Print(sc.Text(), ";")
	}
	fmt.Println()
	for l := range strings.Lines("a\nb\n") {
		fmt.Printf("%q ", l)
	}
	fmt.Println(strings.ToTitle("ß"), strings.Repeat("=", 5))
}

// Output:
// [The quick brown fox] X Y 2 17
// [a b,c,d] abc a
// a+b true 10
// 12c12 -1
// k v=w true
// line1;line2;
// "a\n" "b\n" ß =====
