// Package trace has the interface of Go's execution traces. The machine keeps no trace of this form (the
// debugger has its own recordings): a trace that is started holds its header and no events.
package trace

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
)

var (
	mu      sync.Mutex
	enabled bool
)

const header = "go 1.23 trace\x00\x00\x00"

// Start begins a trace to w; one can be under way at a time.
func Start(w io.Writer) error {
	mu.Lock()
	defer mu.Unlock()
	if enabled {
		return errors.New("execution tracer already enabled")
	}
	if _, err := io.WriteString(w, header); err != nil {
		return err
	}
	enabled = true
	return nil
}

// Stop ends the trace.
func Stop() {
	mu.Lock()
	defer mu.Unlock()
	enabled = false
}

// IsEnabled reports whether a trace is under way.
func IsEnabled() bool {
	mu.Lock()
	defer mu.Unlock()
	return enabled
}

// A Task is an operation that many goroutines may work on.
type Task struct{ name string }

type taskKey struct{}

// NewTask makes a task and a context that carries it.
func NewTask(pctx context.Context, taskType string) (ctx context.Context, task *Task) {
	t := &Task{taskType}
	return context.WithValue(pctx, taskKey{}, t), t
}

// End marks the end of the task.
func (t *Task) End() {}

// Log and Logf put a message into the trace.
func Log(ctx context.Context, category, message string) {}

func Logf(ctx context.Context, category, format string, args ...any) {
	if IsEnabled() {
		Log(ctx, category, fmt.Sprintf(format, args...))
	}
}

// A Region is a part of a goroutine's run.
type Region struct{ name string }

// WithRegion runs fn as a region.
func WithRegion(ctx context.Context, regionType string, fn func()) {
	defer StartRegion(ctx, regionType).End()
	fn()
}

// StartRegion begins a region, which ends with End.
func StartRegion(ctx context.Context, regionType string) *Region { return &Region{regionType} }

func (r *Region) End() {}
