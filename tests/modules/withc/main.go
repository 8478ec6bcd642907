// Files with C in them do not belong to the build, as under CGO_ENABLED=0.
package main

import "fmt"

func main() { fmt.Println(answer()) }
