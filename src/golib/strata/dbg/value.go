package dbg

import (
	"fmt"
	"strconv"
)

// A Kind is what a value is made of. The order is the debugger's.
type Kind int

const (
	Bool Kind = iota
	Int
	Uint
	Float
	Complex
	String
	Pointer
	Func
	Struct
	Array
	Slice
	Map
	Interface
	Chan
	Nil
	Void
	Results
)

// A Value is a value of the debugged program, as it was when it was asked for.
type Value struct {
	Name  string // of a field or variable
	Type  string // in Go's syntax
	Text  string // as print shows it
	Addr  uint64 // where it lies; 0: it lies nowhere
	Len   int    // of strings, arrays, slices, maps, channels
	Parts []Value
	// Fields, elements, a map's keys and values in turn, an interface's dynamic value, the results of a call.

	kind Kind
	raw  string // a scalar's value, a pointer's address, a string's bytes
}

// Eval evaluates an expression as print does, in the selected frame. What print would cut short is whole.
func Eval(expr string) (Value, error) {
	text, err := ask('e', expr)
	if err != nil {
		return Value{}, err
	}
	return readValue(&fields{text}), nil
}

// Locals returns the selected frame's variables that are declared, parameters first.
func Locals() (all []Value) {
	for r := list('l'); r.more(); {
		all = append(all, readValue(r))
	}
	return all
}

func readValue(r *fields) Value {
	v := Value{Name: r.text(), Type: r.text(), kind: Kind(r.int())}
	v.Addr, _ = strconv.ParseUint(r.text(), 10, 64)
	v.Len = r.int()
	v.Text = r.bytes()
	v.raw = r.bytes()
	v.Parts = make([]Value, r.int())
	for i := range v.Parts {
		v.Parts[i] = readValue(r)
	}
	return v
}

func (v Value) String() string { return v.Text }

// Kind returns what v is made of; a nil pointer, slice, map … is of its kind, only an interface without a value is Nil.
func (v Value) Kind() Kind { return v.kind }

// IsNil reports whether v is nil.
func (v Value) IsNil() bool {
	switch v.kind {
	case Pointer, Func, Slice, Map, Chan:
		return v.raw == "0"
	}
	return v.kind == Nil
}

// inside is what an interface holds, or the value itself.
func (v Value) inside() Value {
	if v.kind == Interface && len(v.Parts) == 1 {
		return v.Parts[0]
	}
	return v
}

func (v Value) not(what string) error {
	return fmt.Errorf("dbg: a value of type %s is no %s: %s", v.Type, what, v.Text)
}

// Int returns an integer's value, or a pointer's address. It panics if v is none.
func (v Value) Int() int64 {
	v = v.inside()
	switch v.kind {
	case Int:
		n, _ := strconv.ParseInt(v.raw, 10, 64)
		return n
	case Uint, Pointer:
		n, _ := strconv.ParseUint(v.raw, 10, 64)
		return int64(n)
	}
	panic(v.not("integer"))
}

// Float returns a number's value. It panics if v is none.
func (v Value) Float() float64 {
	v = v.inside()
	if v.kind == Float {
		x, _ := strconv.ParseFloat(v.raw, 64)
		return x
	}
	return float64(v.Int())
}

// Bool returns a boolean's value. It panics if v is none.
func (v Value) Bool() bool {
	v = v.inside()
	if v.kind != Bool {
		panic(v.not("bool"))
	}
	return v.raw == "1"
}

// Str returns a string's bytes. It panics if v is none.
func (v Value) Str() string {
	v = v.inside()
	if v.kind != String {
		panic(v.not("string"))
	}
	return v.raw
}

// Field returns a field of a struct by its name. It panics if there is none.
func (v Value) Field(name string) Value {
	v = v.inside()
	for _, part := range v.Parts {
		if v.kind == Struct && part.Name == name {
			return part
		}
	}
	panic(v.not("struct with a field " + name))
}
