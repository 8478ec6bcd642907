package main

import (
	"bufio"
	"fmt"
	"sort"
	"strings"
)

const text = `the quick brown fox jumps over the lazy dog
the dog barks and the fox runs
quick quick slow`

type entry struct {
	word string
	n    int
}

func main() {
	counts := map[string]int{}
	sc := bufio.NewScanner(strings.NewReader(text))
	sc.Split(bufio.ScanWords)
	for sc.Scan() {
		counts[strings.ToLower(sc.Text())]++
	}
	var list []entry
	for w, n := range counts {
		list = append(list, entry{w, n})
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].n != list[j].n {
			return list[i].n > list[j].n
		}
		return list[i].word < list[j].word
	})
	for i, e := range list[:5] {
		fmt.Printf("%d. %-8s %3d %s\n", i+1, e.word, e.n, strings.Repeat("*", e.n))
	}
}

// Output:
// 1. the        4 ****
// 2. quick      3 ***
// 3. dog        2 **
// 4. fox        2 **
// 5. and        1 *
