// Slices that share one array: until append needs more room, and silently does not share any more.
// Try: break 17, run, print a, print b, x/5dg &a[0], next, print &a[0], print &b[0].
package main

import "fmt"

func main() {
	array := [5]int{0, 10, 20, 30, 40}
	a := array[:3]
	b := array[1:4]
	b[0] = 99
	fmt.Println(array, a, b)

	a = append(a, 77) // room in the array: b sees it
	fmt.Println(array, a, b)

	a = append(a, 1, 2, 3) // no room: a has moved to an array of its own
	a[0] = -1
	fmt.Println(array, a, b, len(a), cap(a))
}
