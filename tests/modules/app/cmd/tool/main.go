package main

import (
	"fmt"
	"os"

	"example.com/app/internal/secret"
)

func main() {
	fmt.Println("tool", secret.Word, os.Args[1:])
	os.Exit(7)
}
