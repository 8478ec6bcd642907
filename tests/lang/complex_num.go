package main

import (
	"fmt"
)


func main() {
	a, b := complex(3, 4), 1+2i
	fmt.Println(a+b, a-b, a*b, a/b, a == b, real(a), imag(b))
	var c complex64 = 2i
	c *= c
	fmt.Println(c, -c, complex128(c))
	fmt.Printf("%v %.1f\n", a, b)
}

// Output:
// (4+6i) (2+2i) (-5+10i) (2.2-0.4i) false 3 2
// (-4+0i) (4-0i) (-4+0i)
// (3+4i) (1.0+2.0i)
