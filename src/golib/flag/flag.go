// Package flag implements command-line flag parsing: -flag, -flag=x and, for all but boolean flags, -flag x,
// with one dash or two, until the first argument that is no flag or the terminator "--".
package flag

import (
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
)

// ErrHelp is the error of -help or -h when no such flag is defined.
var ErrHelp = errors.New("flag: help requested")

// ErrorHandling defines how Parse behaves when it fails.
type ErrorHandling int

const (
	ContinueOnError ErrorHandling = iota // return the error
	ExitOnError                          // os.Exit(2), 0 for -h
	PanicOnError                         // panic with the error
)

// A Flag is the state of a flag.
type Flag struct {
	Name     string // as it appears on the command line
	Usage    string // help message
	Value    Value  // as set
	DefValue string // default value as text, for the usage message
}

// A FlagSet is a set of defined flags. The zero value has no name and ContinueOnError.
type FlagSet struct {
	// Usage is called when an error occurs while parsing.
	Usage func()

	name     string
	parsed   bool
	actual   map[string]*Flag  // those that were set
	formal   map[string]*Flag  // all
	early    map[string]string // set before they were defined: where
	args     []string          // after flags
	handling ErrorHandling
	output   io.Writer // nil: standard error
}

// NewFlagSet returns an empty set; its name is part of messages.
func NewFlagSet(name string, errorHandling ErrorHandling) *FlagSet {
	f := &FlagSet{name: name, handling: errorHandling}
	f.Usage = f.usage
	return f
}

// Init sets the name and error handling of a set.
func (f *FlagSet) Init(name string, errorHandling ErrorHandling) {
	f.name, f.handling = name, errorHandling
}

func (f *FlagSet) Name() string                 { return f.name }
func (f *FlagSet) ErrorHandling() ErrorHandling { return f.handling }

// SetOutput sets where usage and error messages go; nil means os.Stderr.
func (f *FlagSet) SetOutput(output io.Writer) { f.output = output }

// Output returns where usage and error messages go.
func (f *FlagSet) Output() io.Writer {
	if f.output == nil {
		return os.Stderr
	}
	return f.output
}

// ordered calls fn for all flags of a map in order of name.
func ordered(flags map[string]*Flag, fn func(*Flag)) {
	names := make([]string, 0, len(flags))
	for name := range flags {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fn(flags[name])
	}
}

// VisitAll calls fn for all flags in order of name; Visit only for those that were set.
func (f *FlagSet) VisitAll(fn func(*Flag)) { ordered(f.formal, fn) }
func (f *FlagSet) Visit(fn func(*Flag))    { ordered(f.actual, fn) }

// Lookup returns the flag of this name, nil if there is none.
func (f *FlagSet) Lookup(name string) *Flag { return f.formal[name] }

// note puts a flag into a map that may not be there yet.
func note[V any](m *map[string]V, name string, v V) {
	if *m == nil {
		*m = make(map[string]V)
	}
	(*m)[name] = v
}

// Set sets the value of the named flag.
func (f *FlagSet) Set(name, value string) error { return f.set(name, value) }

func (f *FlagSet) set(name, value string) error {
	flag, ok := f.formal[name]
	if !ok {
		where := ""
		if _, file, line, ok := runtime.Caller(2); ok {
			where = fmt.Sprintf("%s:%d", file, line)
		}
		note(&f.early, name, where)
		return fmt.Errorf("no such flag -%v", name)
	}
	if err := flag.Value.Set(value); err != nil {
		return err
	}
	note(&f.actual, name, flag)
	return nil
}

// ---- arguments ----

func (f *FlagSet) NFlag() int     { return len(f.actual) }
func (f *FlagSet) NArg() int      { return len(f.args) }
func (f *FlagSet) Args() []string { return f.args }
func (f *FlagSet) Parsed() bool   { return f.parsed }

// Arg returns the i'th argument after the flags, "" if there is none.
func (f *FlagSet) Arg(i int) string {
	if i < 0 || i >= len(f.args) {
		return ""
	}
	return f.args[i]
}

// ---- definitions ----

// Var defines a flag.
func (f *FlagSet) Var(value Value, name string, usage string) {
	if strings.HasPrefix(name, "-") {
		panic(f.printf("flag %q begins with -", name))
	} else if strings.Contains(name, "=") {
		panic(f.printf("flag %q contains =", name))
	}
	if _, twice := f.formal[name]; twice {
		if f.name == "" {
			panic(f.printf("flag redefined: %s", name))
		}
		panic(f.printf("%s flag redefined: %s", f.name, name))
	}
	if where := f.early[name]; where != "" {
		panic(fmt.Sprintf("flag %s set at %s before being defined", name, where))
	}
	note(&f.formal, name, &Flag{name, usage, value, value.String()})
}

// printf prints a message where messages go, and returns it.
func (f *FlagSet) printf(format string, a ...any) string {
	msg := fmt.Sprintf(format, a...)
	fmt.Fprintln(f.Output(), msg)
	return msg
}

// ---- usage ----

// typeName is the word that stands for a value in a usage message, "" for a boolean.
func typeName(v Value) string {
	if b, ok := v.(boolFlag); ok && b.IsBoolFlag() {
		return ""
	}
	switch v.(type) {
	case *durationValue:
		return "duration"
	case *float64Value:
		return "float"
	case *intValue, *int64Value:
		return "int"
	case *stringValue:
		return "string"
	case *uintValue, *uint64Value:
		return "uint"
	}
	return "value"
}

// UnquoteUsage returns the back-quoted name in a flag's usage text, or a guess from its type, and the text
// without the quotes.
func UnquoteUsage(flag *Flag) (name string, usage string) {
	if before, rest, ok := strings.Cut(flag.Usage, "`"); ok {
		if name, after, ok := strings.Cut(rest, "`"); ok {
			return name, before + name + after
		}
	}
	return typeName(flag.Value), flag.Usage
}

// isZero reports whether text is what the zero value of the flag's type says; a panicking String method is an error.
func isZero(flag *Flag, text string) (zero bool, err error) {
	t := reflect.TypeOf(flag.Value)
	var v reflect.Value
	if t.Kind() == reflect.Pointer {
		v = reflect.New(t.Elem())
	} else {
		v = reflect.Zero(t)
	}
	defer func() {
		if e := recover(); e != nil {
			if t.Kind() == reflect.Pointer {
				t = t.Elem()
			}
			err = fmt.Errorf("panic calling String method on zero %v for flag %s: %v", t, flag.Name, e)
		}
	}()
	return text == v.Interface().(Value).String(), nil
}

// describe is a flag's entry in a usage message. One that is short stays on its line.
func describe(flag *Flag) (string, error) {
	var b strings.Builder
	name, usage := UnquoteUsage(flag)
	fmt.Fprintf(&b, "  -%s", flag.Name)
	if name != "" {
		b.WriteString(" " + name)
	}
	if b.Len() <= 4 {
		b.WriteString("\t")
	} else {
		b.WriteString("\n    \t")
	}
	b.WriteString(strings.ReplaceAll(usage, "\n", "\n    \t"))
	zero, err := isZero(flag, flag.DefValue)
	if err == nil && !zero {
		if _, ok := flag.Value.(*stringValue); ok {
			fmt.Fprintf(&b, " (default %q)", flag.DefValue)
		} else {
			fmt.Fprintf(&b, " (default %v)", flag.DefValue)
		}
	}
	return b.String(), err
}

// PrintDefaults prints the default values of all flags.
func (f *FlagSet) PrintDefaults() {
	var bad []error
	f.VisitAll(func(flag *Flag) {
		text, err := describe(flag)
		fmt.Fprintln(f.Output(), text)
		if err != nil {
			bad = append(bad, err)
		}
	})
	if bad == nil {
		return
	}
	fmt.Fprintln(f.Output())
	for _, err := range bad {
		fmt.Fprintln(f.Output(), err)
	}
}

func (f *FlagSet) usage() {
	if f.name == "" {
		fmt.Fprintf(f.Output(), "Usage:\n")
	} else {
		fmt.Fprintf(f.Output(), "Usage of %s:\n", f.name)
	}
	f.PrintDefaults()
}

// ---- parsing ----

// fail prints a message and the usage text.
func (f *FlagSet) fail(format string, a ...any) error {
	err := errors.New(f.printf(format, a...))
	f.showUsage()
	return err
}

func (f *FlagSet) showUsage() {
	if f.Usage == nil {
		f.usage()
	} else {
		f.Usage()
	}
}

// next parses one flag; seen is false when the next argument is none.
func (f *FlagSet) next() (seen bool, err error) {
	if len(f.args) == 0 {
		return false, nil
	}
	s := f.args[0]
	if len(s) < 2 || s[0] != '-' {
		return false, nil
	}
	name := s[1:]
	if name[0] == '-' {
		name = name[1:]
		if name == "" {
			f.args = f.args[1:]
			return false, nil
		}
	}
	if name[0] == '-' || name[0] == '=' {
		return false, f.fail("bad flag syntax: %s", s)
	}
	f.args = f.args[1:]
	return f.give(name)
}

// give sets a flag from its text without dashes, and from the next argument when it needs one.
func (f *FlagSet) give(text string) (seen bool, err error) {
	name, value, has := strings.Cut(text, "=")
	flag, ok := f.formal[name]
	if !ok {
		if name == "help" || name == "h" {
			f.showUsage()
			return false, ErrHelp
		}
		return false, f.fail("flag provided but not defined: -%s", name)
	}
	if b, ok := flag.Value.(boolFlag); ok && b.IsBoolFlag() {
		if !has {
			if err := b.Set("true"); err != nil {
				return false, f.fail("invalid boolean flag %s: %v", name, err)
			}
		} else if err := b.Set(value); err != nil {
			return false, f.fail("invalid boolean value %q for -%s: %v", value, name, err)
		}
		note(&f.actual, name, flag)
		return true, nil
	}
	if !has && len(f.args) > 0 {
		has = true
		value, f.args = f.args[0], f.args[1:]
	}
	if !has {
		return false, f.fail("flag needs an argument: -%s", name)
	}
	if err := flag.Value.Set(value); err != nil {
		return false, f.fail("invalid value %q for flag -%s: %v", value, name, err)
	}
	note(&f.actual, name, flag)
	return true, nil
}

// Parse parses flags from a list of arguments without the command's name.
func (f *FlagSet) Parse(arguments []string) error {
	f.parsed, f.args = true, arguments
	for {
		seen, err := f.next()
		if seen {
			continue
		}
		if err == nil {
			return nil
		}
		switch f.handling {
		case ExitOnError:
			if err == ErrHelp {
				os.Exit(0)
			}
			os.Exit(2)
		case PanicOnError:
			panic(err)
		}
		return err
	}
}
