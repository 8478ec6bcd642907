package testing

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"runtime"
	"strings"
)

// The functions that call what a user wrote: a search for a line to show ends at them.
const (
	callsTest    = "testing.tRunner"
	callsBench   = "testing.(*B).call"
	callsFuzz    = "testing.(*F).call"
	callsCleanup = "testing.(*common).runCleanups"
)

// Helper marks the calling function as a helper: it is passed over when a line is shown.
func (c *common) Helper() {
	var pc [1]uintptr
	runtime.Callers(2, pc[:])
	frame, _ := runtime.CallersFrames(pc[:]).Next()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.helpers == nil {
		c.helpers = make(map[string]bool)
	}
	c.helpers[frame.Function] = true
}

// isHelper reports whether a function is a helper of this test or of one that it is part of.
func (c *common) isHelper(function string) bool {
	for ; c != nil; c = c.parent {
		c.mu.Lock()
		is := c.helpers[function]
		c.mu.Unlock()
		if is {
			return true
		}
	}
	return false
}

// callers returns the calling goroutine's frames, skip 0 being the caller of callers.
func callers(skip int) []uintptr {
	var pcs [64]uintptr
	return append([]uintptr(nil), pcs[:runtime.Callers(skip+2, pcs[:])]...)
}

// place finds the innermost frame that is no helper's. When helpers reach to the test's beginning, the search goes
// on where it was started, or where its cleanup was asked for.
func (c *common) place(skip int) runtime.Frame {
	pcs, at := callers(skip+1), c
	var last runtime.Frame
	for frames := runtime.CallersFrames(pcs); ; {
		frame, more := frames.Next()
		switch frame.Function {
		case callsCleanup:
			frames = runtime.CallersFrames(c.cleaning)
			continue
		case callsTest, callsBench, callsFuzz:
			if at == nil || at.started == nil {
				return last
			}
			frames, at = runtime.CallersFrames(at.started), at.parent
			continue
		}
		if frame.PC == 0 {
			return last
		}
		if !c.isHelper(frame.Function) {
			return frame
		}
		if last.PC == 0 {
			last = frame
		}
		if !more {
			return last
		}
	}
}

// where is the place of a call as text, "file:line: ".
func (c *common) where(skip int) string {
	frame := c.place(skip + 1)
	if frame.File == "" {
		return "???:1: "
	}
	file := frame.File
	if options == nil || !options.fullPath {
		file = path.Base(file)
	}
	return fmt.Sprintf("%s:%d: ", file, max(frame.Line, 1))
}

// logged records a message of the caller's caller.
func (c *common) logged(text string) {
	text = strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n        ")
	c.mu.Lock()
	c.endLine()
	c.mu.Unlock()
	c.show(c.where(2)+text+"\n", "Log in goroutine after ")
}

// show prints or keeps text; a test that has ended passes it to one around it that has not.
func (c *common) show(text, late string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done {
		c.handOver(text, late)
		return
	}
	c.keep("    " + text)
}

// keep is called with c.mu held.
func (c *common) keep(text string) {
	if c.bubbled {
		c.parent.mu.Lock()
		defer c.parent.mu.Unlock()
		c.parent.keep(text)
		return
	}
	switch {
	case c.env == nil || c.env.print == nil || !c.env.print.on:
		c.out = append(c.out, text...)
	case c.bench:
		io.WriteString(c.env.print.w, text)
	default:
		c.env.print.log(c.name, text)
	}
}

func (c *common) handOver(text, late string) {
	for p := c.parent; p != nil; p = p.parent {
		p.mu.Lock()
		if !p.done {
			p.out = append(p.out, "    "+text...)
			p.mu.Unlock()
			return
		}
		p.mu.Unlock()
	}
	panic(late + c.name + " has completed: " + strings.TrimSuffix(text, "\n"))
}

// ---- Output ----

// outputWriter passes on whole lines.
type outputWriter struct{ c *common }

// Output returns a Writer to the stream that Log writes to; it adds no places and no newlines.
func (c *common) Output() io.Writer {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done {
		panic("Output called after " + c.name + " has completed")
	}
	return outputWriter{c}
}

func (w outputWriter) Write(b []byte) (int, error) {
	c := w.c
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done {
		panic("Write called after " + c.name + " has completed")
	}
	c.line = append(c.line, b...)
	if i := bytes.LastIndexByte(c.line, '\n'); i >= 0 {
		c.keep(indent(string(c.line[:i+1])))
		c.line = append([]byte(nil), c.line[i+1:]...)
	}
	return len(b), nil
}

// endLine ends a line that Output left open. c.mu is held.
func (c *common) endLine() {
	if len(c.line) > 0 {
		c.keep(indent(string(c.line) + "\n"))
		c.line = nil
	}
}

// Attr emits an attribute of this test.
func (c *common) Attr(key, value string) {
	if strings.ContainsAny(key, " \t\n\v\f\r\u0085\u00a0") {
		c.Errorf("disallowed whitespace in attribute key %q", key)
		return
	}
	if strings.ContainsAny(value, "\r\n") {
		c.Errorf("disallowed newline in attribute value %q", value)
		return
	}
	if print := c.env.print; print.on {
		print.state(c.name, fmt.Sprintf("=== ATTR  %s %v %v\n", c.name, key, value))
	}
}

// ---- messages ----

// Log and Logf record text, which is shown when the test fails, and under -v.
func (c *common) Log(args ...any) { c.check("Log"); c.logged(fmt.Sprintln(args...)) }
func (c *common) Logf(format string, args ...any) {
	c.check("Logf")
	c.logged(fmt.Sprintf(format, args...))
}

// Error and Errorf are Log or Logf and Fail.
func (c *common) Error(args ...any) {
	c.check("Error")
	c.logged(fmt.Sprintln(args...))
	c.Fail()
}

func (c *common) Errorf(format string, args ...any) {
	c.check("Errorf")
	c.logged(fmt.Sprintf(format, args...))
	c.Fail()
}

// Fatal and Fatalf are Log or Logf and FailNow.
func (c *common) Fatal(args ...any) {
	c.check("Fatal")
	c.logged(fmt.Sprintln(args...))
	c.FailNow()
}

func (c *common) Fatalf(format string, args ...any) {
	c.check("Fatalf")
	c.logged(fmt.Sprintf(format, args...))
	c.FailNow()
}

// Skip and Skipf are Log or Logf and SkipNow.
func (c *common) Skip(args ...any) {
	c.check("Skip")
	c.logged(fmt.Sprintln(args...))
	c.SkipNow()
}

func (c *common) Skipf(format string, args ...any) {
	c.check("Skipf")
	c.logged(fmt.Sprintf(format, args...))
	c.SkipNow()
}

// check refuses methods of F inside of its target.
func (c *common) check(method string) {
	if c.inTarget {
		panic("testing: f." + method + " was called inside the fuzz target, use t." + method + " instead")
	}
}
