// Package abi reads the machine's type descriptors: the Go side of code/typedesc.h, field for
// field. Two types are identical exactly when their descriptors' addresses are equal.
package abi

import "unsafe"

// Kinds, numbered as reflect.Kind.
const (
	Invalid = iota
	Bool
	Int
	Int8
	Int16
	Int32
	Int64
	Uint
	Uint8
	Uint16
	Uint32
	Uint64
	Uintptr
	Float32
	Float64
	Complex64
	Complex128
	Array
	Chan
	Func
	Interface
	Map
	Pointer
	Slice
	String
	Struct
	UnsafePointer
)

// Flags of a Type.
const (
	Named      = 1 << iota // has a name; predeclared types too
	Direct                 // pointer-shaped: an interface's data word is the value itself
	comparable             // == does not panic on the type itself
	MemEqual               // == is equality of bytes
	noMask
	closure
	Variadic // func: the last parameter is ...T
)

// Type is a type descriptor.
type Type struct {
	Size     uintptr
	PtrBytes uintptr // leading bytes that can hold pointers
	Hash     uint32
	Align    uint8
	Kind     uint8
	Flags    uint8
	ChanDir  uint8
	Str      string // as %T prints it
	Name     string // of named types, type arguments included
	PkgPath  string // of named types that are not predeclared
	Link     string // unique in the program
	gcmask   unsafe.Pointer
	Elem     *Type // of array, chan, map (value), pointer, slice
	Key      *Type // of map
	Len      int   // array: length; func: number of parameters, the rest of Funcs are results
	Fields   []Field
	Funcs    []*Type
	Methods  []Method // sorted by name; of interfaces the type set's, in itab order
	PtrTo    *Type    // nil when not in the program
}

// Field describes a struct's field.
type Field struct {
	Name     string
	PkgPath  string // empty when exported
	Type     *Type
	Offset   uintptr
	Tag      string
	Embedded uintptr
}

// Method describes a method.
type Method struct {
	Name    string
	PkgPath string  // empty when exported
	Type    *Type   // func type without receiver
	Ifn     uintptr // code whose receiver is an interface's data word; 0 when the program cannot reach it
	Tfn     uintptr // code whose receiver is the value itself
}

// Itab pairs an interface type with a dynamic type; the method table follows.
type Itab struct {
	Inter *Type
	Type  *Type
	hash  uintptr
	Fun   [1 << 16]uintptr
}

// Iface is the layout of every interface value: Tab is a *Type for empty interfaces, else an *Itab.
type Iface struct {
	Tab  unsafe.Pointer
	Data unsafe.Pointer
}

// TypeOf returns the dynamic type of x, nil for nil.
func TypeOf(x any) *Type { return (*Type)((*Iface)(unsafe.Pointer(&x)).Tab) }

// Data returns the data word of x: the value itself for direct types, else its address.
func Data(x any) unsafe.Pointer { return (*Iface)(unsafe.Pointer(&x)).Data }

// Comparable reports whether == on values of the type cannot panic for the type itself.
func (t *Type) Comparable() bool { return t.Flags&comparable != 0 }

// IsDirect reports whether an interface's data word is a value of the type itself.
func (t *Type) IsDirect() bool { return t.Flags&Direct != 0 }

// FindItab returns the itab for a dynamic type and an interface type with methods, nil when the
// type does not implement it.
func FindItab(inter, typ *Type) *Itab

// TypedMove copies a value of type t with what the collector and the cards need.
func TypedMove(t *Type, dst, src unsafe.Pointer)

// New allocates a zero value of type t; NewArray n of them in a row.
func New(t *Type) unsafe.Pointer
func NewArray(t *Type, n int) unsafe.Pointer

// Equal compares two values of type t as == does; it panics as == does.
func Equal(t *Type, p, q unsafe.Pointer) bool

// Implements reports whether t implements the interface type inter.
func Implements(t, inter *Type) bool {
	if len(inter.Methods) == 0 {
		return true
	}
	if t.Kind != Interface {
		return FindItab(inter, t) != nil
	}
	i := 0
	for k := range inter.Methods {
		want := &inter.Methods[k]
		for i < len(t.Methods) && (t.Methods[i].Name != want.Name || t.Methods[i].PkgPath != want.PkgPath) {
			i++
		}
		if i == len(t.Methods) || t.Methods[i].Type != want.Type {
			return false
		}
	}
	return true
}

// AssignTo stores x, whose dynamic type is known to be dyn, in *dst of type t, if it is assignable.
func AssignTo(t *Type, dst unsafe.Pointer, x any) bool {
	dyn := TypeOf(x)
	if t.Kind != Interface {
		if dyn != t {
			return false
		}
		word := Data(x)
		if t.IsDirect() {
			TypedMove(t, dst, unsafe.Pointer(&word))
		} else {
			TypedMove(t, dst, word)
		}
		return true
	}
	if len(t.Methods) == 0 {
		*(*any)(dst) = x
		return true
	}
	itab := FindItab(t, dyn)
	if itab == nil {
		return false
	}
	pair := Iface{unsafe.Pointer(itab), Data(x)}
	TypedMove(t, dst, unsafe.Pointer(&pair))
	return true
}
