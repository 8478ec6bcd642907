// A command of Go's tree: packages of module cmd, what it has of other modules, and internal ones of the tree.
package main

import (
	"fmt"
	"internal/abi"
	"internal/width"
	"os"

	"cmd/internal/voice"
	"golang.org/x/fake/text"
)

func main() {
	var line text.Line = voice.Say(text.Line(os.Args[1]))
	var id abi.FuncID = voice.ID
	fmt.Println(line, id, width.Name)
}
