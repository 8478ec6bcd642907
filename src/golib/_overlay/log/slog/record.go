//go:build !go1.26

package slog

import (
	"runtime"
	"slices"
	"time"
)

// A Record holds information about a log event.
type Record struct {
	Time    time.Time
	Message string
	Level   Level
	PC      uintptr // of the call that made it, as runtime.Callers gives it; 0: not known
	attrs   []Attr
}

// NewRecord creates a Record from the given arguments.
func NewRecord(t time.Time, level Level, msg string, pc uintptr) Record {
	return Record{Time: t, Message: msg, Level: level, PC: pc}
}

// Clone returns a copy of the record with no shared state.
func (r Record) Clone() Record {
	r.attrs = slices.Clip(r.attrs)
	return r
}

func (r Record) NumAttrs() int { return len(r.attrs) }

// Attrs calls f on each Attr in the Record until it returns false.
func (r Record) Attrs(f func(Attr) bool) {
	for _, a := range r.attrs {
		if !f(a) {
			return
		}
	}
}

// AddAttrs appends the given Attrs; empty groups are left out. Add converts its arguments as Logger.Log does.
func (r *Record) AddAttrs(attrs ...Attr) {
	for _, a := range attrs {
		if !a.Value.isEmptyGroup() {
			r.attrs = append(r.attrs, a)
		}
	}
}

func (r *Record) Add(args ...any) { r.AddAttrs(attrs(args)...) }

// Source describes the location of a line of source code.
type Source struct {
	Function string `json:"function"`
	File     string `json:"file"`
	Line     int    `json:"line"`
}

// Source returns where the event was logged, nil when that is not known.
func (r Record) Source() *Source {
	if r.PC == 0 {
		return nil
	}
	f, _ := runtime.CallersFrames([]uintptr{r.PC}).Next()
	return &Source{f.Function, f.File, f.Line}
}

// group has what is known, for a ReplaceAttr that changes it.
func (s *Source) group() (list []Attr) {
	if s.Function != "" {
		list = append(list, String("function", s.Function))
	}
	if s.File != "" {
		list = append(list, String("file", s.File))
	}
	if s.Line != 0 {
		list = append(list, Int("line", s.Line))
	}
	return list
}
