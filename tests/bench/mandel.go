package main

import "fmt"

func main() {
	const n, limit = 400, 100
	in := 0
	for y := 0; y < n; y++ {
		for x := 0; x < n; x++ {
			cr, ci := 2*float64(x)/n-1.5, 2*float64(y)/n-1
			zr, zi := 0.0, 0.0
			i := 0
			for ; i < limit && zr*zr+zi*zi <= 4; i++ {
				zr, zi = zr*zr-zi*zi+cr, 2*zr*zi+ci
			}
			if i == limit {
				in++
			}
		}
	}
	fmt.Println(in)
}
