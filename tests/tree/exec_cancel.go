package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

func short() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), 50*time.Millisecond)
}

func main() {
	ctx, cancel := short()
	defer cancel()
	c := exec.CommandContext(ctx, "sleep", "20")
	fmt.Println(c.Cancel != nil, c.WaitDelay, c.Run(), c.ProcessState)

	ctx, cancel = short()
	defer cancel()
	c = exec.CommandContext(ctx, "sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.01; done")
	c.Cancel = func() error { return c.Process.Signal(syscall.SIGTERM) }
	fmt.Println(c.Run(), c.ProcessState)

	ctx, cancel = short()
	defer cancel()
	c = exec.CommandContext(ctx, "sleep", "0.2")
	c.Cancel = func() error { return errors.New("no") }
	fmt.Println(c.Run())

	ctx, cancel = short()
	defer cancel()
	c = exec.CommandContext(ctx, "sleep", "0.2")
	c.Cancel = func() error { return os.ErrProcessDone }
	fmt.Println(c.Run())

	ctx, cancel = short()
	defer cancel()
	c = exec.CommandContext(ctx, "sh", "-c", "trap '' TERM; sleep 20")
	c.Cancel = func() error { return c.Process.Signal(syscall.SIGTERM) }
	c.WaitDelay = 50 * time.Millisecond
	fmt.Println(c.Run())

	var out bytes.Buffer
	c = exec.Command("sh", "-c", "echo said; sleep 5 &")
	c.Stdout = &out
	c.WaitDelay = 100 * time.Millisecond
	err := c.Run()
	fmt.Printf("%v %v %q\n", err, err == exec.ErrWaitDelay, out.String())

	out.Reset()
	c = exec.Command("echo", "done")
	c.Stdout, c.WaitDelay = &out, time.Minute
	fmt.Printf("%v %q\n", c.Run(), out.String())

	c = exec.Command("true")
	c.Cancel = func() error { return nil }
	fmt.Println(c.Run())
	fmt.Println(c.Wait())
	c = exec.Command("true")
	fmt.Println(c.Run(), c.Wait())
	ctx, cancel = short()
	cancel()
	fmt.Println(exec.CommandContext(ctx, "true").Run())
}

// Output:
// true 0s signal: killed signal: killed
// context deadline exceeded exit status 0
// exec: canceling Cmd: no
// <nil>
// signal: killed
// exec: WaitDelay expired before I/O complete true "said\n"
// <nil> "done\n"
// exec: command with a non-nil Cancel was not created with CommandContext
// exec: not started
// <nil> exec: Wait was already called
// context canceled
