//go:build !go1.26

package exec

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// Cancel is called when the context of CommandContext is done; at first it kills the process. WaitDelay, unless it is zero, is
// how long after that, or after the process's end, Wait waits for the process and for its pipes.
type Cmd struct {
	tree_Cmd
	Cancel    func() error
	WaitDelay duration
	watch     chan watched
}

// The tree's file with the struct does not import time.
type duration = time.Duration

// ErrWaitDelay is what Wait returns for a process that succeeded, but left its pipes open for longer than WaitDelay.
var ErrWaitDelay = errors.New("exec: WaitDelay expired before I/O complete")

// watched is what became of a context: what to tell of it, and the delay that runs since.
type watched struct {
	err   error
	delay *time.Timer
}

// CommandContext is as Command, but the process is interrupted by Cancel when the context is done.
func CommandContext(ctx context.Context, name string, arg ...string) *Cmd {
	c := tree_CommandContext(ctx, name, arg...)
	c.Cancel = func() error { return c.Process.Kill() }
	return c
}

// Start starts the command, and does not wait for its end.
func (c *Cmd) Start() error {
	if c.Cancel != nil && c.ctx == nil {
		return errors.New("exec: command with a non-nil Cancel was not created with CommandContext")
	}
	return c.tree_Start()
}

// watchCtx is called by Start when the process runs. Wait asks c.watch, not the channel that it returns.
func (c *Cmd) watchCtx() <-chan error {
	if c.ctx != nil && (c.Cancel != nil || c.WaitDelay != 0) {
		c.watch = make(chan watched)
		go c.watchOver()
	}
	return nil
}

func (c *Cmd) watchOver() {
	select {
	case c.watch <- watched{}: // it has ended
		return
	case <-c.ctx.Done():
	}
	w := watched{err: c.interrupt()}
	if c.WaitDelay == 0 {
		c.watch <- w
		return
	}
	w.delay = time.NewTimer(c.WaitDelay)
	select {
	case c.watch <- w:
		return
	case <-w.delay.C:
	}
	if err := c.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		w.err = fmt.Errorf("exec: killing Cmd: %w", err)
	}
	w.delay.Reset(0)
	c.watch <- w
}

// interrupt tells the process that its context is done.
func (c *Cmd) interrupt() error {
	if c.Cancel == nil {
		return nil
	}
	err := c.Cancel()
	switch {
	case err == nil:
		return c.ctx.Err()
	case errors.Is(err, os.ErrProcessDone):
		return nil
	}
	return fmt.Errorf("exec: canceling Cmd: %w", err)
}

// Wait waits for the command to end, and for what it reads and writes to be copied.
func (c *Cmd) Wait() error {
	if c.Process == nil {
		return errors.New("exec: not started")
	}
	if c.ProcessState != nil {
		return errors.New("exec: Wait was already called")
	}
	state, err := c.Process.Wait()
	if err == nil && !state.Success() {
		err = &ExitError{ProcessState: state}
	}
	c.ProcessState = state
	var w watched
	if c.watch != nil {
		w = <-c.watch
	}
	copied := c.copied(w.delay)
	for _, e := range []error{w.err, copied} {
		if err == nil {
			err = e
		}
	}
	c.closeDescriptors(c.closeAfterWait)
	c.closeAfterWait = nil
	return err
}

// copied waits for the goroutines that copy. When the delay is over their pipes are closed.
func (c *Cmd) copied(delay *time.Timer) (first error) {
	var over <-chan time.Time
	if delay == nil && c.WaitDelay > 0 && len(c.goroutine) > 0 {
		delay = time.NewTimer(c.WaitDelay)
	}
	if delay != nil {
		defer delay.Stop()
		over = delay.C
	}
	for left := len(c.goroutine); left > 0; {
		select {
		case err := <-c.goroutineErrs:
			left--
			if first == nil {
				first = err
			}
		case <-over:
			over = nil
			c.closeDescriptors(c.closeAfterWait)
			first = ErrWaitDelay
		}
	}
	c.goroutine = nil
	return first
}
