package main

import "fmt"

func main() {
	n := 5000000
	count := 0
	for r := 0; r < 3; r++ {
		s := make([]bool, n+1)
		count = 0
		for i := 2; i <= n; i++ {
			if !s[i] {
				count++
				for j := i + i; j <= n; j += i {
					s[j] = true
				}
			}
		}
	}
	fmt.Println(count)
}
