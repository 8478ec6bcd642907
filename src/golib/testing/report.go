package testing

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// printer writes the reports of tests that have no parent, and under -v everything at once. Lines that a test
// logs are preceded by its name when another test spoke last.
type printer struct {
	mu       sync.Mutex
	w        io.Writer
	on       bool   // -v
	mark     string // before lines of state, for a program that reads them
	speaking string
}

// state prints a line that names a test: RUN, PAUSE, CONT, or its report.
func (p *printer) state(name, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.speaking = name
	io.WriteString(p.w, p.mark+text)
}

// log prints lines of a test.
func (p *printer) log(name, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.speaking != "" && p.speaking != name {
		fmt.Fprintf(p.w, "%s=== NAME  %s\n", p.mark, name)
	}
	p.speaking = name
	io.WriteString(p.w, text)
}

// seconds is a duration as reports show it.
func seconds(d time.Duration) string { return fmt.Sprintf("%.2fs", d.Seconds()) }

// indent puts four spaces before every line.
func indent(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString("    ")
		b.WriteString(line)
	}
	return b.String()
}

// report tells how a test ended, with what it logged: at once when it has no parent but the root, else into
// its parent's report.
func (c *common) report() {
	if c.parent == nil || c.bubbled {
		return
	}
	word := "PASS"
	switch {
	case c.Failed():
		word = "FAIL"
	case !c.env.print.on:
		return
	case c.Skipped():
		word = "SKIP"
	}
	c.deliver(fmt.Sprintf("--- %s: %s (%s)\n", word, c.name, seconds(c.duration)))
}

// deliver hands a report and what was logged so far to where reports go.
func (c *common) deliver(text string) {
	c.mu.Lock()
	text += string(c.out)
	c.out = nil
	c.mu.Unlock()
	print, parent := c.env.print, c.parent
	if parent.parent == nil || print.mark != "" {
		print.state(c.name, text)
		return
	}
	parent.mu.Lock()
	defer parent.mu.Unlock()
	parent.out = append(parent.out, indent(text)...)
}
