// The parent's process is a constant, but not that of processes whose parent has ended.
package main

import (
	"fmt"
	"os"
	"syscall"
)

func main() {
	fmt.Println(os.Getppid() > 1, os.Getppid() == syscall.Getppid(), os.Getppid() != os.Getpid())
}

// Output:
// true true true
