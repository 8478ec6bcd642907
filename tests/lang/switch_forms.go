package main

import (
	"fmt"
)


func main() {
	for i := range 7 {
		switch j := i * 2; {
		case j == 0, j == 2:
			fmt.Print("low ")
		case j == 4:
			fmt.Print("four ")
			fallthrough
		case j == 6:
			fmt.Print("six? ")
		default:
			fmt.Print("other ")
		case j == 10:
			fmt.Print("ten ")
			if i == 5 {
				break
			}
			fmt.Print("never")
		}
	}
	fmt.Println()
	switch x := any(3); x {
	case "3":
		fmt.Println("string")
	case 3:
		fmt.Println("three")
	}
	switch f := func() int { fmt.Print("once "); return 2 }; f() {
	case 1, 2, 3:
		fmt.Println("in")
	}
}

// Output:
// low low four six? six? other ten other 
// three
// once in
