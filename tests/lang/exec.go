package main

import (
	"fmt"
	"os"
	"syscall"
)

func main() {
	fmt.Println(syscall.Exec("/nowhere/at/all", []string{"x"}, nil))
	fmt.Println(syscall.Exec("/bin/sh", []string{"a\x00b"}, nil), syscall.Exec("/bin\x00", nil, nil))
	fmt.Println(syscall.Exec("/", nil, nil))
	os.Stdout.Sync()
	err := syscall.Exec("/bin/sh", []string{"sh", "-c", `echo "$0 $VALUE $HOME."; exit 7`, "zero"}, []string{"VALUE=of the environment"})
	fmt.Println("not reached", err)
}

// Output:
// no such file or directory
// invalid argument invalid argument
// permission denied
// zero of the environment .
// Status: 7
