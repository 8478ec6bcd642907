package testing

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// F is passed to fuzz tests. The inputs that a fuzz test gives by Add, and those in testdata/fuzz/NAME, are run; under -fuzz
// others are made up after them.
type F struct {
	common
	fn        func(*F)
	seeds     []seed
	called    bool
	searching bool // -fuzz
}

type seed struct {
	name   string
	values []any
}

func (f *F) call() { f.fn(f) }

// Helper marks the calling function as a helper.
func (f *F) Helper() {
	f.check("Helper")
	f.common.Helper()
}

func (f *F) Fail() {
	f.check("Fail")
	f.common.Fail()
}

func (f *F) Skipped() bool {
	f.check("Skipped")
	return f.common.Skipped()
}

// canFuzz reports whether values of a type may be given to a target.
func canFuzz(t reflect.Type) bool {
	switch t {
	case reflect.TypeFor[[]byte](), reflect.TypeFor[string](), reflect.TypeFor[bool](),
		reflect.TypeFor[float32](), reflect.TypeFor[float64](),
		reflect.TypeFor[int](), reflect.TypeFor[int8](), reflect.TypeFor[int16](), reflect.TypeFor[int32](),
		reflect.TypeFor[int64](), reflect.TypeFor[uint](), reflect.TypeFor[uint8](), reflect.TypeFor[uint16](),
		reflect.TypeFor[uint32](), reflect.TypeFor[uint64]():
		return true
	}
	return false
}

// Add adds the arguments to the seeds; they must match those of the target.
func (f *F) Add(args ...any) {
	for _, arg := range args {
		if t := reflect.TypeOf(arg); !canFuzz(t) {
			panic(fmt.Sprintf("testing: unsupported type to Add %v", t))
		}
	}
	f.seeds = append(f.seeds, seed{"seed#" + strconv.Itoa(len(f.seeds)), append([]any(nil), args...)})
}

// targetTypes checks a target and returns the types that it takes after its *T.
func targetTypes(t reflect.Type) []reflect.Type {
	if t.Kind() != reflect.Func {
		panic("testing: F.Fuzz must receive a function")
	}
	if t.NumIn() < 2 || t.In(0) != reflect.TypeFor[*T]() {
		panic("testing: fuzz target must receive at least two arguments, where the first argument is a *T")
	}
	if t.NumOut() != 0 {
		panic("testing: fuzz target must not return a value")
	}
	var types []reflect.Type
	for i := 1; i < t.NumIn(); i++ {
		if !canFuzz(t.In(i)) {
			panic(fmt.Sprintf("testing: unsupported type for fuzzing %v", t.In(i)))
		}
		types = append(types, t.In(i))
	}
	return types
}

// mismatch says why values cannot be a target's arguments.
func mismatch(values []any, types []reflect.Type) error {
	if len(values) != len(types) {
		return fmt.Errorf("wrong number of values in corpus entry: %d, want %d", len(values), len(types))
	}
	for i, v := range values {
		if t := reflect.TypeOf(v); t != types[i] {
			return fmt.Errorf("mismatched types in corpus entry: %v, want %v", valueTypes(values), types)
		}
	}
	return nil
}

func valueTypes(values []any) (types []reflect.Type) {
	for _, v := range values {
		types = append(types, reflect.TypeOf(v))
	}
	return types
}

// Fuzz runs the target, a function of a *T and the types of the seeds, once for each of them.
func (f *F) Fuzz(ff any) {
	if f.called {
		panic("testing: F.Fuzz called more than once")
	}
	f.called = true
	if f.Failed() {
		return
	}
	types := targetTypes(reflect.TypeOf(ff))
	for _, s := range f.seeds {
		if err := mismatch(s.values, types); err != nil {
			f.Fatal(err)
		}
	}
	f.readSeeds("testdata/fuzz/"+f.name, types)
	if f.searching {
		f.fuzz(reflect.ValueOf(ff), types)
		return
	}
	for _, s := range f.seeds {
		f.runSeed(s, reflect.ValueOf(ff))
	}
}

// runSeed runs the target on one seed, as a subtest.
func (f *F) runSeed(s seed, target reflect.Value) {
	name := f.name + "/" + s.name
	if !f.env.match.wanted(name) || f.env.stopping() {
		return
	}
	t := &T{fn: func(t *T) {
		args := []reflect.Value{reflect.ValueOf(t)}
		for _, v := range s.values {
			args = append(args, reflect.ValueOf(v))
		}
		target.Call(args)
	}}
	f.child(&t.common, name)
	f.inTarget = true
	t.launch()
	f.inTarget = false
}

// ---- files ----

// readSeeds adds the seeds in the files of a directory.
func (f *F) readSeeds(dir string, types []reflect.Type) {
	entries, err := os.ReadDir(dir)
	if os.IsNotExist(err) {
		return
	}
	if err != nil {
		f.Fatal(err)
	}
	for _, entry := range entries {
		if entry.IsDir() {
			continue
		}
		text, err := os.ReadFile(dir + "/" + entry.Name())
		if err == nil {
			var values []any
			if values, err = parseSeed(text); err == nil {
				err = mismatch(values, types)
			}
			f.seeds = append(f.seeds, seed{entry.Name(), values})
		}
		if err != nil {
			f.Fatalf("failed to unmarshal %q: %v", dir+"/"+entry.Name(), err)
		}
	}
}

// The first line of a file.
const seedVersion = "go test fuzz v1"

// parseSeed reads a file: a line of version, then a line for each value, a conversion of a literal.
func parseSeed(text []byte) ([]any, error) {
	lines := bytes.Split(text, []byte("\n"))
	if strings.TrimSuffix(string(lines[0]), "\r") != seedVersion {
		return nil, fmt.Errorf("unknown encoding version: %s", lines[0])
	}
	var values []any
	for _, line := range lines[1:] {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		v, err := parseValue(string(line))
		if err != nil {
			return nil, fmt.Errorf("malformed line %q: %v", line, err)
		}
		values = append(values, v)
	}
	if values == nil {
		return nil, fmt.Errorf("must include version and at least one value")
	}
	return values, nil
}

// parseValue reads T(literal).
func parseValue(s string) (any, error) {
	name, rest, ok := strings.Cut(s, "(")
	literal, closed := strings.CutSuffix(rest, ")")
	if !ok || !closed {
		return nil, fmt.Errorf("expected call expression")
	}
	switch name {
	case "string", "[]byte":
		text, err := strconv.Unquote(literal)
		if name == "string" {
			return text, err
		}
		return []byte(text), err
	case "bool":
		return strconv.ParseBool(literal)
	case "math.Float32frombits", "math.Float64frombits", "float32", "float64":
		return parseFloat(name, literal)
	}
	return parseInteger(name, literal)
}

func parseFloat(name, literal string) (any, error) {
	size := 64
	if strings.Contains(name, "32") {
		size = 32
	}
	if strings.HasPrefix(name, "math.") {
		bits, err := strconv.ParseUint(literal, 0, size)
		return floatOf(bits, size), err
	}
	f, err := strconv.ParseFloat(literal, size)
	if size == 32 {
		return float32(f), err
	}
	return f, err
}

// integers are the types that a literal may be converted to.
var integers = map[string]reflect.Type{
	"int": reflect.TypeFor[int](), "int8": reflect.TypeFor[int8](), "int16": reflect.TypeFor[int16](),
	"int32": reflect.TypeFor[int32](), "int64": reflect.TypeFor[int64](), "rune": reflect.TypeFor[rune](),
	"uint": reflect.TypeFor[uint](), "uint8": reflect.TypeFor[uint8](), "uint16": reflect.TypeFor[uint16](),
	"uint32": reflect.TypeFor[uint32](), "uint64": reflect.TypeFor[uint64](), "byte": reflect.TypeFor[byte](),
}

func parseInteger(name, literal string) (any, error) {
	t, ok := integers[name]
	if !ok {
		return nil, fmt.Errorf("unknown type %s", name)
	}
	v := reflect.New(t).Elem()
	if strings.HasPrefix(literal, "'") {
		text, err := strconv.Unquote(literal)
		for _, r := range text {
			literal = strconv.Itoa(int(r))
		}
		if err != nil {
			return nil, err
		}
	}
	if v.CanInt() {
		n, err := strconv.ParseInt(literal, 0, t.Bits())
		v.SetInt(n)
		return v.Interface(), err
	}
	n, err := strconv.ParseUint(literal, 0, t.Bits())
	v.SetUint(n)
	return v.Interface(), err
}

// ---- running ----

// runFuzz runs fuzz tests as tests, but those that are to be fuzzed.
func runFuzz(env *environment, targets, fuzzed []InternalFuzzTarget) (ran, ok bool) {
	ok = true
	for _, n := range cpus() {
		runtime.GOMAXPROCS(n)
		for range options.count {
			root := newRoot(env)
			env.match.forget()
			env.enter()
			for _, target := range targets {
				later := slices.ContainsFunc(fuzzed, func(t InternalFuzzTarget) bool { return t.Name == target.Name })
				if later || !env.match.wanted(target.Name) || env.stopping() {
					continue
				}
				f := &F{fn: target.Fn}
				root.child(&f.common, target.Name)
				f.launch(f)
				ran, ok = true, ok && !f.failed
			}
			env.leave()
		}
	}
	return ran, ok
}
