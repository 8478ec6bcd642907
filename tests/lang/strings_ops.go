package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"unicode"
)

type Stack []int

func (s *Stack) Push(v int) { *s = append(*s, v) }
func (s *Stack) Pop() int {
	old := *s
	v := old[len(old)-1]
	*s = old[:len(old)-1]
	return v
}

func main() {
	fmt.Println(strings.Split("a,b,c", ","), strings.Repeat("ab", 3), strings.ToUpper("héllo"), strings.Fields(" a  b "))
	fmt.Println(strings.Contains("hello", "ell"), strings.Index("hello", "l"), strings.Replace("aaa", "a", "b", 2), strings.TrimSpace("  x "))
	var sb strings.Builder
	for i := 0; i < 3; i++ {
		fmt.Fprintf(&sb, "%d-", i)
	}
	sb.WriteByte('x')
	fmt.Println(sb.String(), sb.Len())
	n, err := strconv.Atoi("12x")
	fmt.Println(n, err)
	f, _ := strconv.ParseFloat("3.25", 64)
	fmt.Println(f, strconv.Itoa(-45), strconv.Quote("a\tb"), strconv.FormatInt(255, 2))
	var s Stack
	s.Push(1)
	s.Push(2)
	fmt.Println(s.Pop(), s)
	words := map[string]int{}
	for _, w := range strings.FieldsFunc("the cat the dog", unicode.IsSpace) {
		words[w]++
	}
	fmt.Println(words)
	fmt.Println(strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) {
			return unicode.ToLower(r)
		}
		return unicode.ToUpper(r)
	}, "Hello World"))
	fmt.Fprintln(os.Stdout, strings.EqualFold("Go", "GO"), strings.HasPrefix("golang", "go"))
	fmt.Printf("%v %+v %T %q %x\n", []string{"a"}, struct{ A *int }{nil}, words, 'x', "hi")
	fmt.Printf("%6.2f|%-6d|%06d|%+d|%t|%p\n", 3.14159, 42, 42, 42, true, nil)
	fmt.Printf("%s %v %d\n", error(nil), nil, []byte("ab"))
	var ip *int
	fmt.Println(ip == nil, ip)
	type T struct {
		Name string
		Next *T
	}
	t := &T{"a", &T{"b", nil}}
	fmt.Printf("%v %+v\n", *t.Next, t.Next)
}

// Output:
// [a b c] ababab HÉLLO [a b]
// true 2 bba x
// 0-1-2-x 7
// 0 strconv.Atoi: parsing "12x": invalid syntax
// 3.25 -45 "a\tb" 11111111
// 2 [1]
// map[cat:1 dog:1 the:2]
// hELLO wORLD
// true true
// [a] {A:<nil>} map[string]int 'x' 6869
//   3.14|42    |000042|+42|true|%!p(<nil>)
// %!s(<nil>) <nil> [97 98]
// true <nil>
// {b <nil>} &{Name:b Next:<nil>}
