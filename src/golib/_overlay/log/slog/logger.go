//go:build !go1.26

// Package slog provides structured logging: records have a message, a severity and attributes as key-value pairs, and
// are handled by a Handler.
package slog

import (
	"bytes"
	"context"
	"log"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// A Logger records structured information about each call to its methods.
type Logger struct {
	handler Handler
}

var defaultLogger atomic.Pointer[Logger]

func init() { defaultLogger.Store(New(&defaultHandler{})) }

// New creates a new Logger with the given non-nil Handler.
func New(h Handler) *Logger {
	if h == nil {
		panic("nil Handler")
	}
	return &Logger{h}
}

// Default returns the default Logger, which logs by package log.
func Default() *Logger { return defaultLogger.Load() }

// SetDefault makes l the default Logger, also of package log unless it logs there itself.
func SetDefault(l *Logger) {
	defaultLogger.Store(l)
	if _, ok := l.Handler().(*defaultHandler); !ok {
		log.SetOutput(&logWriter{l.Handler(), &logLevel})
		log.SetFlags(0)
	}
}

var logLevel LevelVar

// SetLogLoggerLevel sets the level of what goes from one of the packages log and slog to the other.
func SetLogLoggerLevel(level Level) (oldLevel Level) {
	oldLevel = logLevel.Level()
	logLevel.Set(level)
	return oldLevel
}

// logWriter makes records of what package log writes.
type logWriter struct {
	h     Handler
	level Leveler
}

func (w *logWriter) Write(b []byte) (int, error) {
	level := w.level.Level()
	if !w.h.Enabled(context.Background(), level) {
		return 0, nil
	}
	var pcs [1]uintptr
	runtime.Callers(4, pcs[:])
	r := NewRecord(time.Now(), level, string(bytes.TrimSuffix(b, []byte("\n"))), pcs[0])
	return len(b), w.h.Handle(context.Background(), r)
}

// NewLogLogger returns a log.Logger that records at the given level.
func NewLogLogger(h Handler, level Level) *log.Logger { return log.New(&logWriter{h, level}, "", 0) }

// defaultHandler writes lines by package log: level, message, attributes.
type defaultHandler struct {
	state state
}

var defaultMu sync.Mutex

func (h *defaultHandler) Enabled(_ context.Context, l Level) bool { return l >= logLevel.Level() }

func (h *defaultHandler) Handle(_ context.Context, r Record) error {
	w := &writer{out: append([]byte(r.Level.String()+" "), r.Message...), sep: " "}
	h.state.write(w, r)
	defaultMu.Lock()
	defer defaultMu.Unlock()
	return log.Output(4, string(w.out))
}

func (h *defaultHandler) WithAttrs(as []Attr) Handler { return &defaultHandler{h.state.withAttrs(as)} }
func (h *defaultHandler) WithGroup(name string) Handler {
	return &defaultHandler{h.state.withGroup(name)}
}

func (l *Logger) Handler() Handler { return l.handler }

// With returns a Logger that includes the given attributes in each output operation; WithGroup qualifies the names of
// those that come later.
func (l *Logger) With(args ...any) *Logger {
	if len(args) == 0 {
		return l
	}
	return New(l.handler.WithAttrs(attrs(args)))
}

func (l *Logger) WithGroup(name string) *Logger {
	if name == "" {
		return l
	}
	return New(l.handler.WithGroup(name))
}

// Enabled reports whether l emits log records at the given context and level.
func (l *Logger) Enabled(ctx context.Context, level Level) bool {
	if ctx == nil {
		ctx = context.Background()
	}
	return l.handler.Enabled(ctx, level)
}

// record makes and handles a record for the caller's caller.
func (l *Logger) record(ctx context.Context, level Level, msg string, fill func(r *Record)) {
	if !l.Enabled(ctx, level) {
		return
	}
	if ctx == nil {
		ctx = context.Background()
	}
	var pcs [1]uintptr
	runtime.Callers(4, pcs[:])
	r := NewRecord(time.Now(), level, msg, pcs[0])
	fill(&r)
	l.handler.Handle(ctx, r)
}

func (l *Logger) log(ctx context.Context, level Level, msg string, args []any) {
	l.record(ctx, level, msg, func(r *Record) { r.Add(args...) })
}

func (l *Logger) logAttrs(ctx context.Context, level Level, msg string, attrs []Attr) {
	l.record(ctx, level, msg, func(r *Record) { r.AddAttrs(attrs...) })
}

// Log emits a record with the current time, level and message; args are Attrs, or keys with values. LogAttrs takes
// Attrs only. The other methods log at the level they are named for.
func (l *Logger) Log(ctx context.Context, level Level, msg string, args ...any) {
	l.log(ctx, level, msg, args)
}
func (l *Logger) LogAttrs(ctx context.Context, level Level, msg string, attrs ...Attr) {
	l.logAttrs(ctx, level, msg, attrs)
}

func (l *Logger) Debug(msg string, args ...any) { l.log(nil, LevelDebug, msg, args) }
func (l *Logger) Info(msg string, args ...any)  { l.log(nil, LevelInfo, msg, args) }
func (l *Logger) Warn(msg string, args ...any)  { l.log(nil, LevelWarn, msg, args) }
func (l *Logger) Error(msg string, args ...any) { l.log(nil, LevelError, msg, args) }
func (l *Logger) DebugContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelDebug, msg, args)
}
func (l *Logger) InfoContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelInfo, msg, args)
}
func (l *Logger) WarnContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelWarn, msg, args)
}
func (l *Logger) ErrorContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelError, msg, args)
}

// The same for the default Logger.
func With(args ...any) *Logger      { return Default().With(args...) }
func Debug(msg string, args ...any) { Default().log(nil, LevelDebug, msg, args) }
func Info(msg string, args ...any)  { Default().log(nil, LevelInfo, msg, args) }
func Warn(msg string, args ...any)  { Default().log(nil, LevelWarn, msg, args) }
func Error(msg string, args ...any) { Default().log(nil, LevelError, msg, args) }
func DebugContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelDebug, msg, args)
}
func InfoContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelInfo, msg, args)
}
func WarnContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelWarn, msg, args)
}
func ErrorContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelError, msg, args)
}
func Log(ctx context.Context, level Level, msg string, args ...any) {
	Default().log(ctx, level, msg, args)
}
func LogAttrs(ctx context.Context, level Level, msg string, attrs ...Attr) {
	Default().logAttrs(ctx, level, msg, attrs)
}
