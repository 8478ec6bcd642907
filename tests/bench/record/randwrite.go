// 100 MB written at random places, again and again.
package main

import "fmt"

func main() {
	words := make([]uint64, 100<<20/8)
	x := uint64(1)
	for i := 0; i < 100_000_000; i++ {
		x = x*6364136223846793005 + 1442695040888963407
		words[(x>>32)%uint64(len(words))] = x
	}
	fmt.Println(words[12345])
}
