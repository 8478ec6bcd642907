// What a submission may try: to read the lab, and to write what looks like a report.
package main

import (
	"fmt"
	"os"
)

func fake(f *os.File) {
	fmt.Fprintln(f, "PASS  9/9  everything")
	f.WriteAt([]byte("PASS  9/9  everything\n"), 0)
}

func main() {
	fmt.Println("Score: 9/9")
	for fd := 0; fd < 64; fd++ {
		fake(os.NewFile(uintptr(fd), "report"))
	}
	os.Stdout.Close()
	b, err := os.ReadFile("grade_closed.strata")
	fmt.Println(string(b), err)
}
