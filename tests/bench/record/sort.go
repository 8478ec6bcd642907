// A heap sort of two million numbers, three times over.
package main

import "fmt"

func sift(a []int, i int) {
	for {
		child := 2*i + 1
		if child >= len(a) {
			return
		}
		if child+1 < len(a) && a[child] < a[child+1] {
			child++
		}
		if a[i] >= a[child] {
			return
		}
		a[i], a[child] = a[child], a[i]
		i = child
	}
}

func heapsort(a []int) {
	for i := len(a)/2 - 1; i >= 0; i-- {
		sift(a, i)
	}
	for n := len(a) - 1; n > 0; n-- {
		a[0], a[n] = a[n], a[0]
		sift(a[:n], 0)
	}
}

func main() {
	a := make([]int, 2_000_000)
	for round := 0; round < 3; round++ {
		x := uint64(round)
		for i := range a {
			x = x*6364136223846793005 + 1442695040888963407
			a[i] = int(x >> 33)
		}
		heapsort(a)
	}
	fmt.Println(a[0], a[len(a)-1])
}
