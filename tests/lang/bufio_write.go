package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
)


func main() {
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for i := range 1000 {
		if i%100 == 0 {
			fmt.Fprintf(w, "%d ", i)
		}
	}
	fmt.Fprintln(w)
	var buf bytes.Buffer
	buf.WriteString("hello ")
	buf.Write([]byte("world"))
	fmt.Fprintf(&buf, " %d", 42)
	line, err := buf.ReadString(' ')
	fmt.Fprintln(w, line, err, buf.Len(), buf.String())
	var n, m int
	c, err := fmt.Sscanf("10-20", "%d-%d", &n, &m)
	fmt.Fprintln(w, c, err, n+m)
	var a, b string
	fmt.Sscan("x yy", &a, &b)
	fmt.Fprintln(w, a, b)
}

// Output:
// 0 100 200 300 400 500 600 700 800 900 
// hello  <nil> 8 world 42
// 2 <nil> 30
// x yy
