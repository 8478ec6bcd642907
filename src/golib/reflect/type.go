// Package reflect implements run-time reflection over the machine's type descriptors, which
// internal/abi reads. An rtype is a descriptor with the methods of Type.
package reflect

import (
	"internal/abi"
	"iter"
	"strconv"
	"unsafe"
)

// A Kind represents the specific kind of type that a Type represents.
type Kind uint

const (
	Invalid Kind = iota
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

// Ptr is the old name for the Pointer kind.
const Ptr = Pointer

var kindNames = []string{"invalid", "bool", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16",
	"uint32", "uint64", "uintptr", "float32", "float64", "complex64", "complex128", "array", "chan", "func",
	"interface", "map", "ptr", "slice", "string", "struct", "unsafe.Pointer"}

// String returns the name of k.
func (k Kind) String() string {
	if k < Kind(len(kindNames)) {
		return kindNames[k]
	}
	return "kind" + strconv.Itoa(int(k))
}

// ChanDir represents a channel type's direction.
type ChanDir int

const (
	RecvDir ChanDir             = 1 << iota // <-chan
	SendDir                                 // chan<-
	BothDir = RecvDir | SendDir             // chan
)

func (d ChanDir) String() string {
	switch d {
	case SendDir:
		return "chan<-"
	case RecvDir:
		return "<-chan"
	case BothDir:
		return "chan"
	}
	return "ChanDir" + strconv.Itoa(int(d))
}

// Type is the representation of a Go type. Values are comparable: equal when the types are identical.
type Type interface {
	Align() int
	FieldAlign() int
	Method(int) Method
	Methods() iter.Seq[Method]
	MethodByName(string) (Method, bool)
	NumMethod() int
	Name() string
	PkgPath() string
	Size() uintptr
	String() string
	Kind() Kind
	Implements(u Type) bool
	AssignableTo(u Type) bool
	ConvertibleTo(u Type) bool
	Comparable() bool
	Bits() int
	ChanDir() ChanDir
	IsVariadic() bool
	Elem() Type
	Field(i int) StructField
	Fields() iter.Seq[StructField]
	FieldByIndex(index []int) StructField
	FieldByName(name string) (StructField, bool)
	FieldByNameFunc(match func(string) bool) (StructField, bool)
	In(i int) Type
	Ins() iter.Seq[Type]
	Key() Type
	Len() int
	NumField() int
	NumIn() int
	NumOut() int
	Out(i int) Type
	Outs() iter.Seq[Type]
	OverflowComplex(x complex128) bool
	OverflowFloat(x float64) bool
	OverflowInt(x int64) bool
	OverflowUint(x uint64) bool
	CanSeq() bool
	CanSeq2() bool
	common() *abi.Type
}

// rtype is the one implementation of Type.
type rtype struct {
	t abi.Type
}

func toType(t *abi.Type) Type {
	if t == nil {
		return nil
	}
	return (*rtype)(unsafe.Pointer(t))
}

// A Method represents a single method.
type Method struct {
	Name    string
	PkgPath string // empty for exported methods
	Type    Type   // method type
	Func    Value  // func with receiver as first argument
	Index   int    // index for Type.Method
}

// IsExported reports whether the method is exported.
func (m Method) IsExported() bool { return m.PkgPath == "" }

// A StructField describes a single field in a struct.
type StructField struct {
	Name      string
	PkgPath   string // empty for exported fields
	Type      Type
	Tag       StructTag
	Offset    uintptr // within the struct, in bytes
	Index     []int   // for Type.FieldByIndex
	Anonymous bool    // an embedded field
}

// IsExported reports whether the field is exported.
func (f StructField) IsExported() bool { return f.PkgPath == "" }

// A StructTag is the tag string in a struct field: key:"value" pairs.
type StructTag string

// Get returns the value associated with key in the tag string, the empty string when there is none.
func (tag StructTag) Get(key string) string {
	v, _ := tag.Lookup(key)
	return v
}

// Lookup returns the value associated with key in the tag string.
func (tag StructTag) Lookup(key string) (value string, ok bool) {
	for s := string(tag); ; {
		for s != "" && s[0] == ' ' {
			s = s[1:]
		}
		n := 0
		for n < len(s) && s[n] > ' ' && s[n] != ':' && s[n] != '"' && s[n] != 0x7f {
			n++
		}
		if n == 0 || n+1 >= len(s) || s[n] != ':' || s[n+1] != '"' {
			return "", false
		}
		name := s[:n]
		quoted, err := strconv.QuotedPrefix(s[n+1:])
		if err != nil {
			return "", false
		}
		if name == key {
			value, err = strconv.Unquote(quoted)
			return value, err == nil
		}
		s = s[n+1+len(quoted):]
	}
}

// TypeOf returns the reflection Type that represents the dynamic type of i, nil for nil.
func TypeOf(i any) Type { return toType(abi.TypeOf(i)) }

// TypeFor returns the Type that represents the type argument T.
func TypeFor[T any]() Type {
	var p *T
	return toType(abi.TypeOf(p).Elem)
}

func (r *rtype) common() *abi.Type { return &r.t }
func (r *rtype) Align() int        { return int(r.t.Align) }
func (r *rtype) FieldAlign() int   { return int(r.t.Align) }
func (r *rtype) Size() uintptr     { return r.t.Size }
func (r *rtype) String() string    { return r.t.Str }
func (r *rtype) Kind() Kind        { return Kind(r.t.Kind) }
func (r *rtype) Name() string      { return r.t.Name }
func (r *rtype) PkgPath() string   { return r.t.PkgPath }
func (r *rtype) Comparable() bool  { return r.t.Comparable() }

func (r *rtype) fail(method, kinds string) {
	panic("reflect: " + method + " of " + kinds + " type " + r.t.Str)
}

// must panics when the type is not of the kind that a method needs.
func (r *rtype) must(kind Kind, method string) {
	if Kind(r.t.Kind) != kind {
		r.fail(method, "non-"+kind.String())
	}
}

func (r *rtype) Bits() int {
	if k := Kind(r.t.Kind); k < Int || k > Complex128 {
		panic("reflect: Bits of non-arithmetic Type " + r.t.Str)
	}
	return int(r.t.Size) * 8
}

func (r *rtype) ChanDir() ChanDir {
	r.must(Chan, "ChanDir")
	return ChanDir(r.t.ChanDir)
}

func (r *rtype) IsVariadic() bool {
	r.must(Func, "IsVariadic")
	return r.t.Flags&abi.Variadic != 0
}

func (r *rtype) Elem() Type {
	switch Kind(r.t.Kind) {
	case Array, Chan, Map, Pointer, Slice:
		return toType(r.t.Elem)
	}
	panic("reflect: Elem of invalid type " + r.t.Str)
}

func (r *rtype) Key() Type {
	r.must(Map, "Key")
	return toType(r.t.Key)
}

func (r *rtype) Len() int {
	r.must(Array, "Len")
	return r.t.Len
}

func (r *rtype) NumField() int {
	r.must(Struct, "NumField")
	return len(r.t.Fields)
}

func (r *rtype) NumIn() int {
	r.must(Func, "NumIn")
	return r.t.Len
}

func (r *rtype) NumOut() int {
	r.must(Func, "NumOut")
	return len(r.t.Funcs) - r.t.Len
}

func (r *rtype) In(i int) Type {
	r.must(Func, "In")
	return toType(r.t.Funcs[:r.t.Len][i])
}

func (r *rtype) Out(i int) Type {
	r.must(Func, "Out")
	return toType(r.t.Funcs[r.t.Len:][i])
}

func (r *rtype) Field(i int) StructField {
	r.must(Struct, "Field")
	if i < 0 || i >= len(r.t.Fields) {
		panic("reflect: Field index out of bounds")
	}
	f := &r.t.Fields[i]
	return StructField{f.Name, f.PkgPath, toType(f.Type), StructTag(f.Tag), f.Offset, []int{i}, f.Embedded != 0}
}

func (r *rtype) FieldByIndex(index []int) StructField {
	var f StructField
	var t Type = r
	for i, x := range index {
		if i > 0 && t.Kind() == Pointer && t.Elem().Kind() == Struct {
			t = t.Elem()
		}
		f = t.Field(x)
		t = f.Type
	}
	f.Index = index
	return f
}

func (r *rtype) FieldByName(name string) (StructField, bool) {
	r.must(Struct, "FieldByName")
	for i := range r.t.Fields {
		if r.t.Fields[i].Name == name {
			return r.Field(i), true
		}
	}
	return r.FieldByNameFunc(func(s string) bool { return s == name })
}

// level is one embedded struct to be searched, and how it is reached.
type level struct {
	t     *abi.Type
	index []int
}

// FieldByNameFunc searches breadth first: a field at the shallowest depth wins, two there hide each
// other and all below.
func (r *rtype) FieldByNameFunc(match func(string) bool) (StructField, bool) {
	r.must(Struct, "FieldByNameFunc")
	seen := map[*abi.Type]bool{}
	for current := []level{{&r.t, nil}}; len(current) > 0; {
		var next []level
		var found StructField
		matches := 0
		times := map[*abi.Type]int{}
		for _, l := range current {
			times[l.t]++
		}
		for _, l := range current {
			if seen[l.t] {
				continue
			}
			seen[l.t] = true
			for i := range l.t.Fields {
				f := &l.t.Fields[i]
				index := append(append([]int(nil), l.index...), i)
				if match(f.Name) {
					matches += times[l.t]
					found = toType(l.t).Field(i)
					found.Index = index
					continue
				}
				t := f.Type
				if t.Kind == abi.Pointer {
					t = t.Elem
				}
				if f.Embedded != 0 && t.Kind == abi.Struct {
					for n := times[l.t]; n > 0; n-- {
						next = append(next, level{t, index})
					}
				}
			}
		}
		if matches > 0 {
			if matches > 1 {
				return StructField{}, false
			}
			return found, true
		}
		current = next
	}
	return StructField{}, false
}

// VisibleFields returns all the visible fields in t, which must be a struct type: those of embedded
// structs, too, as far as selectors reach them.
func VisibleFields(t Type) []StructField {
	if t == nil {
		panic("reflect: VisibleFields(nil)")
	}
	if t.Kind() != Struct {
		panic("reflect.VisibleFields of non-struct type")
	}
	return visible(t, t.common(), nil, nil, map[*abi.Type]bool{})
}

func visible(root Type, t *abi.Type, index []int, out []StructField, inside map[*abi.Type]bool) []StructField {
	if inside[t] {
		return out
	}
	inside[t] = true
	for i := range t.Fields {
		f := toType(t).Field(i)
		f.Index = append(append([]int(nil), index...), i)
		if g, ok := root.FieldByName(f.Name); ok && sameIndex(f.Index, g.Index) {
			out = append(out, f)
		}
		e := t.Fields[i].Type
		if e.Kind == abi.Pointer {
			e = e.Elem
		}
		if f.Anonymous && e.Kind == abi.Struct {
			out = visible(root, e, f.Index, out, inside)
		}
	}
	inside[t] = false
	return out
}

func sameIndex(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// exported returns the index in Methods of the i-th exported method, -1 when there are not so many.
func exported(t *abi.Type, i int) int {
	if i >= 0 {
		for k := range t.Methods {
			if t.Methods[k].PkgPath == "" {
				if i == 0 {
					return k
				}
				i--
			}
		}
	}
	return -1
}

func (r *rtype) NumMethod() int {
	if Kind(r.t.Kind) == Interface {
		return len(r.t.Methods)
	}
	n := 0
	for k := range r.t.Methods {
		if r.t.Methods[k].PkgPath == "" {
			n++
		}
	}
	return n
}

func (r *rtype) Method(i int) Method {
	if Kind(r.t.Kind) == Interface {
		if i < 0 || i >= len(r.t.Methods) {
			panic("reflect: Method index out of range")
		}
		m := &r.t.Methods[i]
		return Method{m.Name, m.PkgPath, toType(m.Type), Value{}, i}
	}
	k := exported(&r.t, i)
	if k < 0 {
		panic("reflect: Method index out of range")
	}
	m := &r.t.Methods[k]
	in := append([]*abi.Type{&r.t}, m.Type.Funcs[:m.Type.Len]...)
	ft := abi.FuncType(in, m.Type.Funcs[m.Type.Len:], m.Type.Flags&abi.Variadic != 0)
	fn := Value{ft, unsafe.Pointer(m.Tfn), 0}
	if m.Tfn == 0 {
		fn = throughInterface(toType(ft), i)
	}
	return Method{m.Name, "", toType(ft), fn, i}
}

// throughInterface makes a function of type t of the i-th method of its first parameter.
func throughInterface(t Type, i int) Value {
	return MakeFunc(t, func(args []Value) []Value {
		method := args[0].Method(i)
		if t.IsVariadic() {
			return method.CallSlice(args[1:])
		}
		return method.Call(args[1:])
	})
}

func (r *rtype) MethodByName(name string) (Method, bool) {
	n := 0
	for k := range r.t.Methods {
		m := &r.t.Methods[k]
		if Kind(r.t.Kind) != Interface && m.PkgPath != "" {
			continue
		}
		if m.Name == name {
			return r.Method(n), true
		}
		n++
	}
	return Method{}, false
}

func (r *rtype) Implements(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.Implements")
	}
	if u.Kind() != Interface {
		panic("reflect: non-interface type passed to Type.Implements")
	}
	return abi.Implements(&r.t, u.common())
}

func (r *rtype) AssignableTo(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.AssignableTo")
	}
	t := u.common()
	return t == &r.t || t.Kind == abi.Interface && abi.Implements(&r.t, t) || assignable(t, &r.t)
}

func (r *rtype) ConvertibleTo(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.ConvertibleTo")
	}
	return conversion(u.common(), &r.t) != cannot
}

// assignable reports whether a V may be assigned to a T of the same structure without a conversion.
func assignable(t, v *abi.Type) bool {
	if t == v {
		return true
	}
	named := t.Flags&abi.Named != 0 && v.Flags&abi.Named != 0
	if t.Kind == abi.Chan && v.Kind == abi.Chan && v.ChanDir == uint8(BothDir) && t.Elem == v.Elem {
		return !named
	}
	return !named && sameUnderlying(t, v, true)
}

// sameUnderlying compares the structure of two types; parts are identical when their descriptors are.
func sameUnderlying(t, v *abi.Type, tags bool) bool {
	if t == v {
		return true
	}
	if t.Kind != v.Kind {
		return false
	}
	if k := Kind(t.Kind); k >= Bool && k <= Complex128 || k == String || k == UnsafePointer {
		return true
	}
	if t.Elem != v.Elem || t.Key != v.Key || t.Len != v.Len || t.ChanDir != v.ChanDir ||
		t.Flags&abi.Variadic != v.Flags&abi.Variadic || len(t.Fields) != len(v.Fields) || len(t.Funcs) != len(v.Funcs) {
		return false
	}
	for i, f := range t.Funcs {
		if f != v.Funcs[i] {
			return false
		}
	}
	for i := range t.Fields {
		f, g := &t.Fields[i], &v.Fields[i]
		if f.Name != g.Name || f.PkgPath != g.PkgPath || f.Embedded != g.Embedded || tags && f.Tag != g.Tag ||
			f.Type != g.Type && (tags || !sameUnderlyingUnnamed(f.Type, g.Type)) {
			return false
		}
	}
	if Kind(t.Kind) == Interface {
		return len(t.Methods) == len(v.Methods) && abi.Implements(t, v)
	}
	return true
}

func sameUnderlyingUnnamed(t, v *abi.Type) bool {
	return t.Flags&abi.Named == 0 && v.Flags&abi.Named == 0 && sameUnderlying(t, v, false)
}

func (r *rtype) OverflowComplex(x complex128) bool { return Zero(r).OverflowComplex(x) }
func (r *rtype) OverflowFloat(x float64) bool      { return Zero(r).OverflowFloat(x) }
func (r *rtype) OverflowInt(x int64) bool          { return Zero(r).OverflowInt(x) }
func (r *rtype) OverflowUint(x uint64) bool        { return Zero(r).OverflowUint(x) }

// derive returns the type of a kind made of others.
func derive(kind Kind, elem, key Type, n int) Type {
	var k *abi.Type
	if key != nil {
		k = key.common()
	}
	return toType(abi.Derived(uint8(kind), elem.common(), k, n))
}

// PointerTo returns the pointer type with element t.
func PointerTo(t Type) Type {
	if p := t.common().PtrTo; p != nil {
		return toType(p)
	}
	return derive(Pointer, t, nil, 0)
}

// PtrTo is the old spelling of PointerTo.
func PtrTo(t Type) Type { return PointerTo(t) }

// SliceOf returns the slice type with element type t.
func SliceOf(t Type) Type { return derive(Slice, t, nil, 0) }

// ArrayOf returns the array type with the given length and element type.
func ArrayOf(length int, elem Type) Type {
	if length < 0 {
		panic("reflect: negative length passed to ArrayOf")
	}
	if size := elem.Size(); size > 0 && uintptr(length) > ^uintptr(0)/size {
		panic("reflect.ArrayOf: array size would exceed virtual address space")
	}
	return derive(Array, elem, nil, length)
}

// ChanOf returns the channel type with the given direction and element type.
func ChanOf(dir ChanDir, t Type) Type { return derive(Chan, t, nil, int(dir)) }

// MapOf returns the map type with the given key and element types.
func MapOf(key, elem Type) Type {
	if !key.Comparable() {
		panic("reflect.MapOf: invalid key type " + key.String())
	}
	return derive(Map, elem, key, 0)
}

// FuncOf returns the function type with the given argument and result types.
func FuncOf(in, out []Type, variadic bool) Type {
	if variadic && (len(in) == 0 || in[len(in)-1].Kind() != Slice) {
		panic("reflect.FuncOf: last arg of variadic func must be slice")
	}
	return toType(abi.FuncType(commons(in), commons(out), variadic))
}

func commons(types []Type) []*abi.Type {
	out := make([]*abi.Type, len(types))
	for i, t := range types {
		out[i] = t.common()
	}
	return out
}
