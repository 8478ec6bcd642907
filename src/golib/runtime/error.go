// Package runtime is the program's view of the machine that runs it.
//
// The machine raises run-time panics with values of four types declared in this file, and builds them
// itself, so their layouts are fixed:
//
//	errorString           a string s; Error() is "runtime error: " + s
//	plainError            a string s; Error() is s
//	*TypeAssertionError   four strings: the interface's type (empty: "interface"), the concrete type
//	                      (empty: the interface was nil), the asserted type, the missing method
//
//	*errorAddress         a string s and the address; Error() is "runtime error: " + s
//
// and with *PanicNilError, which has no contents that matter, for panic(nil).
package runtime

// The Error interface identifies a run time error.
type Error interface {
	error
	// RuntimeError is a no-op function but serves to distinguish types that are runtime errors.
	RuntimeError()
}

// errorString is an ordinary run-time error.
type errorString string

func (e errorString) RuntimeError() {}
func (e errorString) Error() string { return "runtime error: " + string(e) }

// plainError is a run-time error whose text has no prefix, such as "close of closed channel".
type plainError string

func (e plainError) RuntimeError() {}
func (e plainError) Error() string { return string(e) }

// A TypeAssertionError explains a failed type assertion.
type TypeAssertionError struct {
	interfaceType string
	concreteType  string
	assertedType  string
	missingMethod string
	packages      bool // the types that look the same are of different packages
}

func (*TypeAssertionError) RuntimeError() {}

func (e *TypeAssertionError) Error() string {
	inter := e.interfaceType
	if inter == "" {
		inter = "interface"
	}
	const head = "interface conversion: "
	switch {
	case e.concreteType == "":
		return head + inter + " is nil, not " + e.assertedType
	case e.missingMethod != "":
		return head + e.concreteType + " is not " + e.assertedType + ": missing method " + e.missingMethod
	case e.concreteType == e.assertedType && e.packages:
		return head + inter + " is " + e.concreteType + ", not " + e.assertedType + " (types from different packages)"
	case e.concreteType == e.assertedType:
		return head + inter + " is " + e.concreteType + ", not " + e.assertedType + " (types from different scopes)"
	}
	return head + inter + " is " + e.concreteType + ", not " + e.assertedType
}

// A PanicNilError happens when code calls panic(nil).
type PanicNilError struct {
	_ [0]func() // not comparable
}

func (*PanicNilError) RuntimeError() {}
func (*PanicNilError) Error() string {
	return "panic called with nil argument"
}

// errorAddress is a fault at an address that debug.SetPanicOnFault has made a panic.
type errorAddress struct {
	text string
	addr uintptr
}

func (*errorAddress) RuntimeError() {}
func (e *errorAddress) Error() string { return "runtime error: " + e.text }

// Addr returns the memory address where a fault occurred.
func (e *errorAddress) Addr() uintptr { return e.addr }

// These keep the types that only the machine uses, and their methods, in every program.
var (
	_ Error = errorString("")
	_ Error = plainError("")
	_ Error = (*errorAddress)(nil)
	_ Error = (*TypeAssertionError)(nil)
	_ Error = (*PanicNilError)(nil)
)
