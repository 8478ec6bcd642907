package main

import "fmt"

// A call on the right changes the variable that the left side went through: the place stays the
// one that was evaluated first.
func ptrs() (int, int) {
	one, two := 1, 2
	x := &one
	*x += func() int {
		x = &two
		return 0
	}()
	return one, two
}

func slices() (int, int) {
	one, two := []int{1}, []int{2}
	x := one
	x[0] += func() int {
		x = two
		return 0
	}()
	return one[0], two[0]
}

func main() {
	fmt.Println(ptrs())
	fmt.Println(slices())
}

// Output:
// 1 2
// 1 2
