package testing

import (
	"fmt"
	"os"
	"reflect"
	"strings"
)

// What fuzzing leaves in files, besides the seeds in testdata: inputs that have reached something new, for the next time, and the
// input that is being tried, so that it can be told when the process ends by it.

// keptInputs is where the inputs of a fuzz test are kept; "": nowhere.
func keptInputs(name string) string {
	if options.fuzzCache == "" {
		return ""
	}
	return options.fuzzCache + "/" + name
}

// readKept returns the inputs that were kept. Those that are not the target's any more, because its parameters have changed, are
// passed over, as in Go.
func readKept(name string, types []reflect.Type) (list []seed) {
	dir := keptInputs(name)
	if dir == "" {
		return nil
	}
	entries, _ := os.ReadDir(dir)
	for _, entry := range entries {
		text, err := os.ReadFile(dir + "/" + entry.Name())
		if err != nil {
			continue
		}
		if values, err := parseSeed(text); err == nil && mismatch(values, types) == nil {
			list = append(list, seed{values: values})
		}
	}
	return list
}

// keep keeps an input. When that cannot be, there is less to begin with the next time.
func (z *fuzzer) keep(values []any) {
	dir := keptInputs(z.f.name)
	if dir == "" || os.MkdirAll(dir, 0o777) != nil {
		return
	}
	text := marshal(values)
	os.WriteFile(dir+"/"+z.f.env.hash(text)[:16], text, 0o666)
}

// pendingInput is the file of the input that is being tried: a line with the length of what follows it, then lines with the name of
// the seed that it is (or none) and the form of seeds.
type pendingInput struct {
	file *os.File
	seed string
}

func (p *pendingInput) open() {
	if options.fuzzPending != "" {
		p.file, _ = os.OpenFile(options.fuzzPending, os.O_WRONLY, 0)
	}
}

func (p *pendingInput) set(values []any) {
	if p.file == nil {
		return
	}
	text := p.seed + "\n" + string(marshal(values))
	p.file.WriteAt([]byte(fmt.Sprintf("%d\n%s", len(text), text)), 0)
}

// close says that no input was to blame for what comes now.
func (p *pendingInput) close() {
	if p.file != nil {
		p.file.Truncate(0)
		p.file.Close()
	}
}

// pendingText returns the name of the seed and the input that was being tried.
func pendingText() (seed, text string, ok bool) {
	data, _ := os.ReadFile(options.fuzzPending)
	n := 0
	line, rest, _ := strings.Cut(string(data), "\n")
	if _, err := fmt.Sscan(line, &n); err != nil || n > len(rest) {
		return "", "", false
	}
	return strings.Cut(rest[:n], "\n")
}

// tellEnd is, in another process, the end of one that tried an input.
func (f *F) tellEnd() {
	seed, text, ok := pendingText()
	note := "fuzzing process hung or terminated unexpectedly: " + options.fuzzEnded + "\n"
	switch {
	case ok && seed != "":
		fmt.Fprintf(os.Stderr, "failure while testing seed corpus entry: %s/%s\n", f.name, seed)
	case ok:
		note += f.writeSeed([]byte(text))
	}
	f.complain(indent(note))
}
