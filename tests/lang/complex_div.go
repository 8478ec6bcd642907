package main

import (
	"fmt"
	"math"
)

func main() {
	values := []float64{0, math.Copysign(0, -1), 1, -2.5, math.Inf(1), math.Inf(-1), math.NaN()}
	sum := 0
	for _, a := range values {
		for _, b := range values {
			for i, c := range values {
				for j, d := range values {
					q := complex(a, b) / complex(c, d)
					for k, part := range []float64{real(q), imag(q)} {
						if part == part {
							sum = sum*31 + int(math.Float64bits(part)>>52) + i + 7*j + k
						}
					}
				}
			}
		}
	}
	fmt.Println(sum)
	inf, nan := math.Inf(1), math.NaN()
	fmt.Println(complex(0, 0)/complex(nan, inf), complex(1, nan)/complex(0, 0), complex(inf, nan)/complex(1, 2))
}

// Output:
// 6884777956250487063
// (0+0i) (+Inf+NaNi) (+Inf-Infi)
