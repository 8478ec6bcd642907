// Real-time signals: asked for, not asked for, to another process, ignored.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

func main() {
	// No program ends by those that nobody asked for.
	syscall.Kill(syscall.Getpid(), syscall.Signal(42))
	c := make(chan os.Signal, 4)
	signal.Notify(c)
	for _, s := range []int{35, 50, 63, 64, 10} {
		syscall.Kill(syscall.Getpid(), syscall.Signal(s))
		fmt.Println(<-c)
	}
	fmt.Println(exec.Command("sh", "-c", "kill -40 $$; echo alive").Run())
	signal.Reset()
	signal.Ignore(syscall.Signal(45))
	fmt.Println(signal.Ignored(syscall.Signal(45)), signal.Ignored(syscall.Signal(46)))
}

// Output:
// signal 35
// signal 50
// signal 63
// signal 64
// user defined signal 1
// signal: signal 40
// true false
