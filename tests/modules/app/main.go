package main

import (
	"fmt"

	"example.com/app/internal/secret"
	"example.org/vend"
)

func main() {
	fmt.Println(secret.Word, system)
	for _, f := range vend.Funcs() {
		fmt.Print(f(), " ")
	}
	var own []func() int
	for i := 0; i < 3; i++ {
		own = append(own, func() int { return i })
	}
	fmt.Println(own[0](), own[2]())
}
