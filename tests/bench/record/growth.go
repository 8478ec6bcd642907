// Maps and slices that only grow.
package main

import "fmt"

func main() {
	index := map[int]int{}
	var list []string
	for i := 0; i < 3_000_000; i++ {
		index[i*7919%1_000_003] += i
		if i%4 == 0 {
			list = append(list, fmt.Sprint("item ", i))
		}
	}
	fmt.Println(len(index), len(list))
}
