// A deep stack that grows and shrinks: its pages carry no cards and are compared.
package main

import "fmt"

func down(n int, a [16]int) int {
	a[n&15] += n
	if n == 0 {
		return a[3]
	}
	return down(n-1, a) + a[n&7]
}

func main() {
	sum := 0
	for i := 0; i < 200; i++ {
		sum += down(100_000, [16]int{i})
	}
	fmt.Println(sum)
}
