package os

import (
	"errors"
	"internal/rt"
	"runtime"
	"strconv"
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

// Process stores the information about a process created by StartProcess.
type Process struct {
	Pid   int
	child bool // it was started here: its pid is the system's
	gone  bool // it has been waited for
}

// ProcAttr holds the attributes that will be applied to a new process.
type ProcAttr struct {
	Dir   string
	Env   []string
	Files []*File
	Sys   *syscall.SysProcAttr
}

// StartProcess starts a new process with the program, arguments and attributes specified.
func StartProcess(name string, argv []string, attr *ProcAttr) (*Process, error) {
	sys := &syscall.ProcAttr{}
	if attr != nil {
		sys.Dir, sys.Env, sys.Sys = attr.Dir, attr.Env, attr.Sys
		for _, f := range attr.Files {
			sys.Files = append(sys.Files, f.Fd())
		}
	}
	if sys.Dir != "" && sys.Sys == nil {
		if _, err := Stat(sys.Dir); err != nil {
			err.(*PathError).Op = "chdir"
			return nil, err
		}
	}
	if sys.Env == nil {
		sys.Env = Environ()
	}
	pid, err := syscall.ForkExec(name, argv, sys)
	if attr != nil {
		runtime.KeepAlive(attr.Files)
	}
	if err != nil {
		return nil, &PathError{Op: "fork/exec", Path: name, Err: err}
	}
	return &Process{Pid: pid, child: true}, nil
}

// FindProcess looks for a running process by its pid. As on every Unix it always succeeds.
func FindProcess(pid int) (*Process, error) { return &Process{Pid: pid}, nil }

func (p *Process) check() error {
	switch {
	case p.Pid == -1:
		return errors.New("os: process already released")
	case p.Pid == 0:
		return errors.New("os: process not initialized")
	case p.gone:
		return ErrProcessDone
	}
	return nil
}

// Kill causes the process to exit immediately; it does not wait until it has.
func (p *Process) Kill() error { return p.Signal(Kill) }

// Signal sends a signal to the process.
func (p *Process) Signal(sig Signal) error {
	if err := p.check(); err != nil {
		return err
	}
	s, ok := sig.(syscall.Signal)
	if !ok {
		return errors.New("os: unsupported signal type")
	}
	pid := p.Pid
	if pid == syscall.Getpid() && !p.child {
		pid = 0
	}
	switch r := rt.At(rt.AtKill, pid, "", 0, "", int(s), 0); {
	case r == -int(syscall.ESRCH):
		return ErrProcessDone
	case r < 0:
		return syscall.Errno(-r)
	}
	return nil
}

// Release releases any resources associated with the process.
func (p *Process) Release() error {
	p.Pid = -1
	return nil
}

// Wait waits for the process to exit, and then returns a description of its status.
func (p *Process) Wait() (*ProcessState, error) {
	if err := p.check(); err != nil && err != ErrProcessDone {
		return nil, err
	}
	s := &ProcessState{}
	pid, err := syscall.Wait4(p.Pid, &s.status, 0, &s.used)
	if err != nil {
		return nil, NewSyscallError("wait", err)
	}
	p.gone = true
	s.pid = pid
	return s, nil
}

// WithHandle calls f with a handle of the process: there is none.
func (p *Process) WithHandle(f func(handle uintptr)) error { return ErrNoHandle }

// ProcessState stores information about a process, as reported by Wait.
type ProcessState struct {
	pid    int
	status syscall.WaitStatus
	used   syscall.Rusage
}

// ExitCode returns the exit code of the exited process, -1 when a signal has ended it.
func (p *ProcessState) ExitCode() int {
	if p == nil {
		return -1
	}
	return p.status.ExitStatus()
}

func duration(t syscall.Timeval) time.Duration {
	return time.Duration(t.Sec)*time.Second + time.Duration(t.Usec)*time.Microsecond
}

func (p *ProcessState) Exited() bool              { return p.status.Exited() }
func (p *ProcessState) Pid() int                  { return p.pid }
func (p *ProcessState) Success() bool             { return p.status.ExitStatus() == 0 }
func (p *ProcessState) Sys() any                  { return p.status }
func (p *ProcessState) SysUsage() any             { return &p.used }
func (p *ProcessState) SystemTime() time.Duration { return duration(p.used.Stime) }
func (p *ProcessState) UserTime() time.Duration   { return duration(p.used.Utime) }

func (p *ProcessState) String() string {
	if p == nil {
		return "<nil>"
	}
	text := ""
	switch w := p.status; {
	case w.Exited():
		text = "exit status " + strconv.Itoa(w.ExitStatus())
	case w.Signaled():
		text = "signal: " + w.Signal().String()
	case w.Stopped():
		text = "stop signal: " + w.StopSignal().String()
	case w.Continued():
		text = "continued"
	}
	if p.status.CoreDump() {
		text += " (core dumped)"
	}
	return text
}
