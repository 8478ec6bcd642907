// Package trace has the interface of Go's execution traces. The machine keeps no trace of this form (the
// debugger has its own recordings): a trace that is started holds its header and no events.
package trace

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"
)

var (
	mu      sync.Mutex
	enabled bool
)

const header = "go 1.26 trace\x00\x00\x00"

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

// IsEnabled reports whether a trace or a recording is under way.
func IsEnabled() bool {
	mu.Lock()
	defer mu.Unlock()
	return enabled || recording != nil
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

// FlightRecorderConfig says how much of a trace is kept.
type FlightRecorderConfig struct {
	MinAge   time.Duration
	MaxBytes uint64
}

// A FlightRecorder keeps the newest part of a trace; one can be under way at a time.
type FlightRecorder struct{ enabled bool }

// NewFlightRecorder makes a recorder.
func NewFlightRecorder(cfg FlightRecorderConfig) *FlightRecorder { return new(FlightRecorder) }

var recording *FlightRecorder

// Start begins recording.
func (fr *FlightRecorder) Start() error {
	mu.Lock()
	defer mu.Unlock()
	if fr.enabled {
		return errors.New("cannot enable a enabled flight recorder")
	}
	if recording != nil {
		return errors.New("flight recorder already enabled")
	}
	fr.enabled, recording = true, fr
	return nil
}

// Stop ends recording.
func (fr *FlightRecorder) Stop() {
	mu.Lock()
	defer mu.Unlock()
	if fr.enabled {
		fr.enabled, recording = false, nil
	}
}

// Enabled reports whether the recorder is recording.
func (fr *FlightRecorder) Enabled() bool {
	mu.Lock()
	defer mu.Unlock()
	return fr.enabled
}

// WriteTo writes what was recorded, the header of a trace.
func (fr *FlightRecorder) WriteTo(w io.Writer) (n int64, err error) {
	if !fr.Enabled() {
		return 0, errors.New("cannot snapshot a disabled flight recorder")
	}
	k, err := io.WriteString(w, header)
	return int64(k), err
}
