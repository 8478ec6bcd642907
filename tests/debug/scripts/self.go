package main

import (
	"fmt"
	"os"
	"strata/dbg"
	"strings"
)

// Each asks for the next one, as long as there is room.
func main() {
	if err := dbg.Run("source scripts/self.go"); err != nil {
		fmt.Println(strings.HasPrefix(err.Error(), "There is no room for one more script: "))
		dbg.Run("quit 5")
		os.Exit(1)
	}
}
