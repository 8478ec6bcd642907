package os

import (
	"errors"
	"syscall"
	"time"
)

// A Signal is an operating system signal.
type Signal interface {
	String() string
	Signal() // to tell it from other Stringers
}

// The signals that every system has.
var (
	Interrupt Signal = syscall.SIGINT
	Kill      Signal = syscall.SIGKILL
)

// Process stores what FindProcess was asked for: processes cannot be started or reached.
type Process struct {
	Pid int
}

// ProcAttr holds the attributes that would be applied to a new process.
type ProcAttr struct {
	Dir   string
	Env   []string
	Files []*File
	Sys   *syscall.SysProcAttr
}

// ProcessState would store what Wait reports.
type ProcessState struct{}

// StartProcess fails: a program under strata has no processes but itself.
func StartProcess(name string, argv []string, attr *ProcAttr) (*Process, error) {
	return nil, &PathError{Op: "fork/exec", Path: name, Err: errors.ErrUnsupported}
}

// FindProcess looks for a running process by its pid. As on every Unix it always succeeds.
func FindProcess(pid int) (*Process, error) { return &Process{Pid: pid}, nil }

func (p *Process) done() error {
	switch {
	case p.Pid == 0:
		return errors.New("os: process not initialized")
	case p.Pid < 0:
		return errors.New("os: process already released")
	}
	return ErrProcessDone
}

func (p *Process) Kill() error             { return p.Signal(Kill) }
func (p *Process) Signal(sig Signal) error { return p.done() }

func (p *Process) Release() error {
	p.Pid = -1
	return nil
}

func (p *Process) Wait() (*ProcessState, error) {
	if p.Pid <= 0 {
		return nil, p.done()
	}
	return nil, NewSyscallError("wait", syscall.ECHILD)
}

// WithHandle calls f with a handle of the process: there is none.
func (p *Process) WithHandle(f func(handle uintptr)) error { return ErrNoHandle }

func (p *ProcessState) ExitCode() int             { return -1 }
func (p *ProcessState) Exited() bool              { return false }
func (p *ProcessState) Pid() int                  { return 0 }
func (p *ProcessState) Success() bool             { return false }
func (p *ProcessState) Sys() any                  { return nil }
func (p *ProcessState) SysUsage() any             { return nil }
func (p *ProcessState) SystemTime() time.Duration { return 0 }
func (p *ProcessState) UserTime() time.Duration   { return 0 }
func (p *ProcessState) String() string {
	if p == nil {
		return "<nil>"
	}
	return "not started"
}
