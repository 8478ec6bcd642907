// Package dbg is how a script in Go asks the debugger that runs it. Scripts are what stands between the commands `go` and `end`,
// and files of package main that the command `source` is given; they are programs of their own, beside the one that is debugged.
//
//	(strata) go
//	>for _, f := range dbg.Frames() {
//	>	fmt.Println(f.Function, f.Line)
//	>}
//	>dbg.Run("finish")
//	>end
//
// What is asked for outside of a script is an error.
package dbg

import (
	"errors"
	"internal/rt"
	"strconv"
	"strings"
	"unsafe"
)

// An Error is the debugger's message about a command or an expression.
type Error struct{ Text string }

func (e *Error) Error() string { return e.Text }

// ErrNoDebugger is the error of a program that no debugger runs as its script.
var ErrNoDebugger = errors.New("dbg: no debugger runs this program")

// Run does commands, a line each, as if they had been typed: what they print goes where the debugger's output goes. The first
// one that fails is the last.
func Run(commands string) error {
	_, err := ask('r', commands)
	return err
}

// Output does commands as Run does, and returns what they print.
func Output(commands string) (string, error) { return ask('o', commands) }

// Must returns v; it panics if err is not nil.
func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Args returns the arguments of the user-defined command that runs the script.
func Args() []string {
	text, err := ask('a', "")
	if err != nil || text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\x00"), "\x00")
}

// A Frame is a function's activation.
type Frame struct {
	Level          int // as backtrace counts
	Function, File string
	Line           int
	Goroutine      int
}

// Frames returns the selected goroutine's, the innermost first; none, when the program does not run.
func Frames() []Frame { return frames('f') }

// Selected returns the selected frame.
func Selected() (Frame, error) {
	if all := frames('s'); len(all) > 0 {
		return all[0], nil
	}
	return Frame{}, &Error{"No stack."}
}

func frames(what byte) (all []Frame) {
	for r := list(what); r.more(); {
		all = append(all, Frame{r.int(), r.text(), r.text(), r.int(), r.int()})
	}
	return all
}

// A Goroutine is one of the debugged program.
type Goroutine struct {
	ID       int
	Selected bool
	State    string // "running", "chan receive" …
	File     string // of its innermost line of the user's
	Line     int
}

// Goroutines returns the user's.
func Goroutines() (all []Goroutine) {
	for r := list('g'); r.more(); {
		all = append(all, Goroutine{r.int(), r.int() != 0, r.text(), r.text(), r.int()})
	}
	return all
}

// A Breakpoint is a breakpoint, watchpoint or catchpoint.
type Breakpoint struct {
	Number  int
	What    string // its location, expression or event
	Enabled bool
	Hits    int
}

// Breakpoints returns them by number.
func Breakpoints() (all []Breakpoint) {
	for r := list('b'); r.more(); {
		all = append(all, Breakpoint{r.int(), r.text(), r.int() != 0, r.int()})
	}
	return all
}

// ---- asking ----

// debugger is the descriptor at which the debugger is asked: a read's buffer holds the question, and then the answer's length
// or the answer. No file has such a number.
const debugger = 1 << 24

// header is where a question's text begins, behind its letter: room for the answer's length.
const header = 8

func ask(what byte, text string) (string, error) {
	question := make([]byte, header+len(text))
	question[0] = what
	copy(question[header:], text)
	if rt.Read(debugger, unsafe.Pointer(unsafe.SliceData(question)), len(question)) < 0 {
		return "", ErrNoDebugger
	}
	answer := make([]byte, *(*int)(unsafe.Pointer(unsafe.SliceData(question))))
	rt.Read(debugger, unsafe.Pointer(unsafe.SliceData(answer)), len(answer))
	text = string(answer[1:])
	if answer[0] != '+' {
		return "", &Error{text}
	}
	return text, nil
}

// A fields reads an answer's: texts with a zero byte behind each.
type fields struct{ rest string }

// list asks for what has no reason to fail but that there is none.
func list(what byte) *fields {
	text, _ := ask(what, "")
	return &fields{text}
}

func (f *fields) more() bool { return f.rest != "" }

func (f *fields) text() string {
	text, rest, _ := strings.Cut(f.rest, "\x00")
	f.rest = rest
	return text
}

func (f *fields) int() int {
	n, _ := strconv.Atoi(f.text())
	return n
}

// bytes reads a text that has its length before it: zero bytes are like others there.
func (f *fields) bytes() string {
	n := f.int()
	text := f.rest[:n]
	f.rest = f.rest[n:]
	return text
}
