package testing

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// capture is a file that stands for standard output while an example runs.
type capture struct {
	real *os.File
	file *os.File
}

func startCapture() *capture {
	file, err := os.CreateTemp("", "example*")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Remove(file.Name())
	c := &capture{os.Stdout, file}
	os.Stdout = file
	return c
}

// end gives standard output back and returns what was written.
func (c *capture) end() string {
	os.Stdout = c.real
	defer c.file.Close()
	c.file.Seek(0, io.SeekStart)
	text, err := io.ReadAll(c.file)
	if err != nil {
		fmt.Fprintf(os.Stderr, "testing: reading output: %v\n", err)
		os.Exit(1)
	}
	return string(text)
}

func sortedLines(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// difference says how an example's output is not what it should be, "" when it is.
func (e *InternalExample) difference(output string) string {
	got, want := strings.TrimSpace(output), strings.TrimSpace(e.Output)
	if e.Unordered {
		if sortedLines(got) != sortedLines(want) {
			return fmt.Sprintf("got:\n%s\nwant (unordered):\n%s\n", output, e.Output)
		}
	} else if got != want {
		return fmt.Sprintf("got:\n%s\nwant:\n%s\n", got, want)
	}
	return ""
}

// runExample runs one example; a panic goes on after its report.
func runExample(print *printer, e InternalExample) (ok bool) {
	if print.on {
		print.state(e.Name, fmt.Sprintf("=== RUN   %s\n", e.Name))
	}
	start, finished, c := time.Now(), false, startCapture()
	defer func() {
		took, output, err := time.Since(start), c.end(), recover()
		if err == nil && !finished {
			err = errEnded
		}
		difference := e.difference(output)
		ok = difference == "" && err == nil
		if !ok {
			print.state(e.Name, fmt.Sprintf("--- FAIL: %s (%s)\n%s", e.Name, seconds(took), difference))
		} else if print.on {
			print.state(e.Name, fmt.Sprintf("--- PASS: %s (%s)\n", e.Name, seconds(took)))
		}
		if err != nil {
			panic(err)
		}
	}()
	e.F()
	finished = true
	return
}

// runExamples runs each once, whatever -test.count says.
func runExamples(env *environment, examples []InternalExample) (ran, ok bool) {
	ok = true
	for _, example := range examples {
		if !env.match.wanted(example.Name) {
			continue
		}
		ran = true
		if !runExample(env.print, example) {
			ok = false
			env.end(example.Name, true)
		}
	}
	return ran, ok
}
