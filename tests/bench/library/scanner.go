// 100 MB of lines by bufio.Scanner, from standard input. Aim: 10
package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	s := bufio.NewScanner(os.Stdin)
	lines, bytes := 0, 0
	for s.Scan() {
		lines++
		bytes += len(s.Bytes())
	}
	fmt.Println(lines, bytes)
}
