// A script of its own: package main, and all that it imports.
package main

import (
	"fmt"
	"strata/dbg"
)

func main() {
	if err := dbg.Run("break sum\nrun\nnext"); err != nil {
		fmt.Println(err)
	}
	for {
		n, err := dbg.Eval("n")
		if err != nil {
			fmt.Println("end:", err)
			return
		}
		fmt.Println("n is", n)
		if dbg.Run("next") != nil {
			return
		}
	}
}
