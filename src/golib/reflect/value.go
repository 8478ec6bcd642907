package reflect

import (
	"internal/abi"
	"strconv"
	"unsafe"
)

// A Value is the reflection interface to a Go value. ptr is the value itself for pointer-shaped types
// without isIndirect, else its address.
type Value struct {
	typ  *abi.Type
	ptr  unsafe.Pointer
	flag uintptr
}

// The bits are where packages that reach for them with unsafe know them to be in Go (go-spew, and testify with it).
const (
	isSticky    = 1 << 5 // obtained through an unexported field, as all that is reached from it
	isEmbedded  = 1 << 6 // an embedded unexported field: its exported fields are as others
	isIndirect  = 1 << 7 // ptr is the value's address
	isAddr      = 1 << 8 // the value is addressable
	isMethod    = 1 << 9 // a method value: the index is in the bits from methodShift on
	methodShift = 10
	isReadOnly  = isSticky | isEmbedded
)

// A ValueError occurs when a Value method is invoked on a Value that does not support it.
type ValueError struct {
	Method string
	Kind   Kind
}

func (e *ValueError) Error() string {
	if e.Kind == Invalid {
		return "reflect: call of " + e.Method + " on zero Value"
	}
	return "reflect: call of " + e.Method + " on " + e.Kind.String() + " Value"
}

func (v Value) fail(method string) {
	panic(&ValueError{"reflect.Value." + method, v.Kind()})
}

func (v Value) must(kind Kind, method string) {
	if v.Kind() != kind {
		v.fail(method)
	}
}

// mustExport panics when the value came from an unexported field.
func (v Value) mustExport(method string) {
	if v.typ == nil {
		v.fail(method)
	}
	if v.flag&isReadOnly != 0 {
		panic("reflect: reflect.Value." + method + " using value obtained using unexported field")
	}
}

// mustAssign panics when the value cannot be set.
func (v Value) mustAssign(method string) {
	v.mustExport(method)
	if v.flag&isAddr == 0 {
		panic("reflect: reflect.Value." + method + " using unaddressable value")
	}
}

// ValueOf returns a new Value initialized to the concrete value stored in the interface i.
func ValueOf(i any) Value {
	t := abi.TypeOf(i)
	if t == nil {
		return Value{}
	}
	if t.IsDirect() {
		return Value{t, abi.Data(i), 0}
	}
	return Value{t, abi.Data(i), isIndirect}
}

// at returns the value of type t at an address, with flags.
func at(t *abi.Type, p unsafe.Pointer, flag uintptr) Value {
	return Value{t, p, flag | isIndirect}
}

// word is the value of a pointer-shaped type.
func (v Value) word() unsafe.Pointer {
	if v.flag&isIndirect != 0 {
		return *(*unsafe.Pointer)(v.ptr)
	}
	return v.ptr
}

// address returns where the value lies; a direct one is laid down first.
func (v Value) address() unsafe.Pointer {
	if v.flag&isIndirect != 0 {
		return v.ptr
	}
	box := new(unsafe.Pointer)
	*box = v.ptr
	return unsafe.Pointer(box)
}

// IsValid reports whether v represents a value; the zero Value does not.
func (v Value) IsValid() bool { return v.typ != nil }

// Kind returns v's Kind, Invalid for the zero Value.
func (v Value) Kind() Kind {
	if v.typ == nil {
		return Invalid
	}
	if v.flag&isMethod != 0 {
		return Func
	}
	return Kind(v.typ.Kind)
}

// Type returns v's type.
func (v Value) Type() Type {
	if v.typ == nil {
		v.fail("Type")
	}
	if v.flag&isMethod != 0 {
		return toType(v.method().Type)
	}
	return toType(v.typ)
}

func (v Value) CanAddr() bool { return v.flag&isAddr != 0 }
func (v Value) CanSet() bool  { return v.flag&(isAddr|isReadOnly) == isAddr }
func (v Value) CanInterface() bool {
	if v.typ == nil {
		v.fail("CanInterface")
	}
	return v.flag&isReadOnly == 0
}

func (v Value) CanInt() bool {
	k := v.Kind()
	return Int <= k && k <= Int64
}

func (v Value) CanUint() bool {
	k := v.Kind()
	return Uint <= k && k <= Uintptr
}

func (v Value) CanFloat() bool {
	k := v.Kind()
	return k == Float32 || k == Float64
}

func (v Value) CanComplex() bool {
	k := v.Kind()
	return k == Complex64 || k == Complex128
}

// Bool returns v's underlying value.
func (v Value) Bool() bool {
	v.must(Bool, "Bool")
	return *(*bool)(v.ptr)
}

// Int returns v's underlying value, as an int64.
func (v Value) Int() int64 {
	switch v.Kind() {
	case Int, Int64:
		return *(*int64)(v.ptr)
	case Int8:
		return int64(*(*int8)(v.ptr))
	case Int16:
		return int64(*(*int16)(v.ptr))
	case Int32:
		return int64(*(*int32)(v.ptr))
	}
	v.fail("Int")
	return 0
}

// Uint returns v's underlying value, as a uint64.
func (v Value) Uint() uint64 {
	switch v.Kind() {
	case Uint, Uint64, Uintptr:
		return *(*uint64)(v.ptr)
	case Uint8:
		return uint64(*(*uint8)(v.ptr))
	case Uint16:
		return uint64(*(*uint16)(v.ptr))
	case Uint32:
		return uint64(*(*uint32)(v.ptr))
	}
	v.fail("Uint")
	return 0
}

// Float returns v's underlying value, as a float64.
func (v Value) Float() float64 {
	switch v.Kind() {
	case Float64:
		return *(*float64)(v.ptr)
	case Float32:
		return float64(*(*float32)(v.ptr))
	}
	v.fail("Float")
	return 0
}

// Complex returns v's underlying value, as a complex128.
func (v Value) Complex() complex128 {
	switch v.Kind() {
	case Complex128:
		return *(*complex128)(v.ptr)
	case Complex64:
		return complex128(*(*complex64)(v.ptr))
	}
	v.fail("Complex")
	return 0
}

// String returns the string v's underlying value, as a string; of other kinds "<T Value>".
func (v Value) String() string {
	switch v.Kind() {
	case String:
		return *(*string)(v.ptr)
	case Invalid:
		return "<invalid Value>"
	}
	return "<" + v.Type().String() + " Value>"
}

// Bytes returns v's underlying value: a slice of bytes, or an addressable array of them.
func (v Value) Bytes() []byte {
	switch v.Kind() {
	case Slice:
		if v.typ.Elem.Kind != abi.Uint8 {
			panic("reflect.Value.Bytes of non-byte slice")
		}
		return *(*[]byte)(v.ptr)
	case Array:
		if v.typ.Elem.Kind != abi.Uint8 {
			panic("reflect.Value.Bytes of non-byte array")
		}
		if !v.CanAddr() {
			panic("reflect.Value.Bytes of unaddressable byte array")
		}
		h := sliceHeader{v.ptr, v.typ.Len, v.typ.Len}
		return *(*[]byte)(unsafe.Pointer(&h))
	}
	v.fail("Bytes")
	return nil
}

// sliceHeader is the layout of a slice.
type sliceHeader struct {
	data     unsafe.Pointer
	len, cap int
}

// SliceHeader and StringHeader are the old views of a slice and of a string.
type SliceHeader struct {
	Data uintptr
	Len  int
	Cap  int
}

type StringHeader struct {
	Data uintptr
	Len  int
}

// IsNil reports whether its argument v is nil.
func (v Value) IsNil() bool {
	switch v.Kind() {
	case Chan, Func, Map, Pointer, UnsafePointer:
		return v.flag&isMethod == 0 && v.word() == nil
	case Interface, Slice:
		return *(*unsafe.Pointer)(v.ptr) == nil
	}
	v.fail("IsNil")
	return false
}

// Len returns v's length.
func (v Value) Len() int {
	switch v.Kind() {
	case Slice:
		return (*sliceHeader)(v.ptr).len
	case String:
		return len(*(*string)(v.ptr))
	case Array:
		return v.typ.Len
	case Map:
		return abi.MapLen(v.word())
	case Chan:
		return abi.ChanLen(v.word())
	case Pointer:
		if v.typ.Elem.Kind == abi.Array {
			return v.typ.Elem.Len
		}
		panic("reflect: call of reflect.Value.Len on ptr to non-array Value")
	}
	v.fail("Len")
	return 0
}

// Cap returns v's capacity.
func (v Value) Cap() int {
	switch v.Kind() {
	case Slice:
		return (*sliceHeader)(v.ptr).cap
	case Array:
		return v.typ.Len
	case Chan:
		return abi.ChanCap(v.word())
	case Pointer:
		if v.typ.Elem.Kind == abi.Array {
			return v.typ.Elem.Len
		}
		panic("reflect: call of reflect.Value.Cap on ptr to non-array Value")
	}
	v.fail("Cap")
	return 0
}

// sticky is the flag of what is no field of v, but reached through it.
func (v Value) sticky() uintptr {
	if v.flag&isReadOnly != 0 {
		return isSticky
	}
	return 0
}

// Elem returns the value that the interface v contains or that the pointer v points to.
func (v Value) Elem() Value {
	switch v.Kind() {
	case Interface:
		x := ValueOf(v.eface())
		x.flag |= v.sticky()
		if x.typ == nil {
			return Value{}
		}
		return x
	case Pointer:
		p := v.word()
		if p == nil {
			return Value{}
		}
		return at(v.typ.Elem, p, isAddr|v.flag&isReadOnly)
	}
	v.fail("Elem")
	return Value{}
}

// eface returns the contents of an interface value as an empty interface.
func (v Value) eface() any {
	if len(v.typ.Methods) == 0 {
		return *(*any)(v.ptr)
	}
	pair := *(*abi.Iface)(v.ptr)
	if pair.Tab != nil {
		pair.Tab = unsafe.Pointer((*abi.Itab)(pair.Tab).Type)
	}
	return *(*any)(unsafe.Pointer(&pair))
}

// Field returns the i'th field of the struct v.
func (v Value) Field(i int) Value {
	v.must(Struct, "Field")
	if uint(i) >= uint(len(v.typ.Fields)) {
		panic("reflect: Field index out of range")
	}
	f := &v.typ.Fields[i]
	flag := v.flag & (isIndirect | isAddr | isSticky)
	if f.PkgPath != "" && f.Embedded != 0 {
		flag |= isEmbedded
	} else if f.PkgPath != "" {
		flag |= isSticky
	}
	if flag&isIndirect == 0 {
		return Value{f.Type, v.ptr, flag} // the one pointer that a direct struct is
	}
	return Value{f.Type, unsafe.Pointer(uintptr(v.ptr) + f.Offset), flag}
}

// NumField returns the number of fields in the struct v.
func (v Value) NumField() int {
	v.must(Struct, "NumField")
	return len(v.typ.Fields)
}

// FieldByIndex returns the nested field corresponding to index.
func (v Value) FieldByIndex(index []int) Value {
	for i, x := range index {
		if i > 0 && v.Kind() == Pointer && v.typ.Elem.Kind == abi.Struct {
			if v.IsNil() {
				panic("reflect: indirection through nil pointer to embedded struct")
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v
}

type nilEmbedded struct{ typ string }

func (e nilEmbedded) Error() string {
	return "reflect: indirection through nil pointer to embedded struct field " + e.typ
}

// FieldByIndexErr is FieldByIndex that returns an error for a nil pointer on the way.
func (v Value) FieldByIndexErr(index []int) (Value, error) {
	for i, x := range index {
		if i > 0 && v.Kind() == Pointer && v.typ.Elem.Kind == abi.Struct {
			if v.IsNil() {
				return Value{}, nilEmbedded{v.typ.Elem.Name}
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v, nil
}

// FieldByName returns the struct field with the given name, the zero Value if there is none.
func (v Value) FieldByName(name string) Value {
	v.must(Struct, "FieldByName")
	if f, ok := toType(v.typ).FieldByName(name); ok {
		return v.FieldByIndex(f.Index)
	}
	return Value{}
}

// FieldByNameFunc returns the struct field with a name that satisfies the match function.
func (v Value) FieldByNameFunc(match func(string) bool) Value {
	if f, ok := toType(v.typ).FieldByNameFunc(match); ok {
		return v.FieldByIndex(f.Index)
	}
	return Value{}
}

// Index returns v's i'th element.
func (v Value) Index(i int) Value {
	switch v.Kind() {
	case Slice:
		h := (*sliceHeader)(v.ptr)
		if uint(i) >= uint(h.len) {
			panic("reflect: slice index out of range")
		}
		e := v.typ.Elem
		return at(e, unsafe.Pointer(uintptr(h.data)+uintptr(i)*e.Size), isAddr|v.sticky())
	case Array:
		if uint(i) >= uint(v.typ.Len) {
			panic("reflect: array index out of range")
		}
		e := v.typ.Elem
		flag := v.flag&(isIndirect|isAddr) | v.sticky()
		if flag&isIndirect == 0 {
			return Value{e, v.ptr, flag}
		}
		return Value{e, unsafe.Pointer(uintptr(v.ptr) + uintptr(i)*e.Size), flag}
	case String:
		s := *(*string)(v.ptr)
		if uint(i) >= uint(len(s)) {
			panic("reflect: string index out of range")
		}
		c := ValueOf(s[i])
		c.flag |= v.sticky()
		return c
	}
	v.fail("Index")
	return Value{}
}

// Interface returns v's current value as an interface{}.
func (v Value) Interface() (i any) {
	if v.typ == nil {
		v.fail("Interface")
	}
	if v.flag&isReadOnly != 0 {
		panic("reflect.Value.Interface: cannot return value obtained from unexported field or method")
	}
	return v.pack()
}

// pack makes an interface of v; what can be changed behind it is copied.
func (v Value) pack() any {
	if v.flag&isMethod != 0 {
		v = v.methodValue()
	}
	if Kind(v.typ.Kind) == Interface {
		return v.eface()
	}
	pair := abi.Iface{Tab: unsafe.Pointer(v.typ)}
	switch {
	case v.typ.IsDirect():
		pair.Data = v.word()
	case v.flag&isAddr != 0:
		pair.Data = abi.New(v.typ)
		abi.TypedMove(v.typ, pair.Data, v.ptr)
	default:
		pair.Data = v.ptr
	}
	return *(*any)(unsafe.Pointer(&pair))
}

// InterfaceData returns a pair of unspecified uintptr values.
func (v Value) InterfaceData() [2]uintptr {
	v.must(Interface, "InterfaceData")
	return *(*[2]uintptr)(v.ptr)
}

// TypeAssert is v.Interface().(T).
func TypeAssert[T any](v Value) (T, bool) {
	x, ok := v.Interface().(T)
	return x, ok
}

// Pointer returns v's value as a uintptr.
func (v Value) Pointer() uintptr { return uintptr(v.unsafePointer("Pointer")) }

// UnsafePointer returns v's value as an unsafe.Pointer.
func (v Value) UnsafePointer() unsafe.Pointer { return v.unsafePointer("UnsafePointer") }

func (v Value) unsafePointer(method string) unsafe.Pointer {
	switch v.Kind() {
	case Chan, Map, Pointer, UnsafePointer:
		return v.word()
	case Func:
		if v.flag&isMethod != 0 {
			return unsafe.Pointer(v.method().Ifn)
		}
		return unsafe.Pointer(abi.Code(v.word()))
	case Slice:
		return (*sliceHeader)(v.ptr).data
	case String:
		return *(*unsafe.Pointer)(v.ptr)
	}
	v.fail(method)
	return nil
}

// UnsafeAddr returns a pointer to v's data, as a uintptr.
func (v Value) UnsafeAddr() uintptr {
	if v.typ == nil {
		v.fail("UnsafeAddr")
	}
	if v.flag&isAddr == 0 {
		panic("reflect.Value.UnsafeAddr of unaddressable value")
	}
	return uintptr(v.ptr)
}

// Addr returns a pointer value representing the address of v.
func (v Value) Addr() Value {
	if v.flag&isAddr == 0 {
		panic("reflect.Value.Addr of unaddressable value")
	}
	return Value{PointerTo(toType(v.typ)).common(), v.ptr, v.flag & isReadOnly}
}

// IsZero reports whether v is the zero value for its type.
func (v Value) IsZero() bool {
	switch v.Kind() {
	case Bool:
		return !v.Bool()
	case Int, Int8, Int16, Int32, Int64:
		return v.Int() == 0
	case Uint, Uint8, Uint16, Uint32, Uint64, Uintptr:
		return v.Uint() == 0
	case Float32, Float64:
		return v.Float() == 0
	case Complex64, Complex128:
		return v.Complex() == 0
	case String:
		return v.Len() == 0
	case Array:
		for i := 0; i < v.typ.Len; i++ {
			if !v.Index(i).IsZero() {
				return false
			}
		}
		return true
	case Struct:
		for i := range v.typ.Fields {
			if !v.Field(i).IsZero() && v.typ.Fields[i].Name != "_" {
				return false
			}
		}
		return true
	case Chan, Func, Interface, Map, Pointer, Slice, UnsafePointer:
		return v.IsNil()
	}
	v.fail("IsZero")
	return false
}

// Comparable reports whether the value v is comparable.
func (v Value) Comparable() bool {
	switch v.Kind() {
	case Invalid:
		return false
	case Interface:
		return v.IsNil() || v.Elem().Comparable()
	case Array:
		for i := 0; i < v.typ.Len; i++ {
			if !v.Index(i).Comparable() {
				return false
			}
		}
		return v.typ.Comparable()
	case Struct:
		for i := range v.typ.Fields {
			if !v.Field(i).Comparable() {
				return false
			}
		}
		return true
	case Func, Map, Slice:
		return false
	}
	return true
}

// Equal reports true if v is equal to u, as == on their interfaces would.
func (v Value) Equal(u Value) bool {
	if v.Kind() == Interface {
		v = v.Elem()
	}
	if u.Kind() == Interface {
		u = u.Elem()
	}
	if !v.IsValid() || !u.IsValid() {
		return v.IsValid() == u.IsValid()
	}
	if v.typ != u.typ {
		return false
	}
	switch v.Kind() {
	case Array:
		for i := 0; i < v.typ.Len; i++ {
			if !v.Index(i).Equal(u.Index(i)) {
				return false
			}
		}
	case Struct:
		for i := range v.typ.Fields {
			if !v.Field(i).Equal(u.Field(i)) {
				return false
			}
		}
	}
	if !v.typ.Comparable() {
		panic("reflect.Value.Equal: values of type " + v.Type().String() + " are not comparable")
	}
	return abi.Equal(v.typ, v.address(), u.address())
}

// New returns a Value representing a pointer to a new zero value for the specified type.
func New(typ Type) Value {
	if typ == nil {
		panic("reflect: New(nil)")
	}
	return Value{PointerTo(typ).common(), abi.New(typ.common()), 0}
}

// NewAt returns a Value representing a pointer to a value of the specified type, at p.
func NewAt(typ Type, p unsafe.Pointer) Value {
	return Value{PointerTo(typ).common(), p, 0}
}

// Zero returns a Value representing the zero value for the specified type.
func Zero(typ Type) Value {
	if typ == nil {
		panic("reflect: Zero(nil)")
	}
	t := typ.common()
	if t.IsDirect() {
		return Value{t, nil, 0}
	}
	return at(t, abi.New(t), 0)
}

// Indirect returns the value that v points to, v itself if v is not a pointer.
func Indirect(v Value) Value {
	if v.Kind() != Pointer {
		return v
	}
	return v.Elem()
}

// MakeSlice creates a new zero-initialized slice value for the specified slice type.
func MakeSlice(typ Type, len, cap int) Value {
	if typ.Kind() != Slice {
		panic("reflect.MakeSlice of non-slice type")
	}
	if len < 0 {
		panic("reflect.MakeSlice: negative len")
	}
	if cap < 0 {
		panic("reflect.MakeSlice: negative cap")
	}
	if len > cap {
		panic("reflect.MakeSlice: len > cap")
	}
	t := typ.common()
	return at(t, unsafe.Pointer(&sliceHeader{abi.NewArray(t.Elem, cap), len, cap}), 0)
}

// SliceAt returns a Value representing a slice whose underlying data starts at p.
func SliceAt(typ Type, p unsafe.Pointer, n int) Value {
	_ = unsafe.Slice((*byte)(p), n) // panics as it would for elements of one byte
	if size := typ.Size(); size > 0 && (p == nil && n > 0 || uintptr(n) > -uintptr(p)/size) {
		panic("reflect.SliceAt: slice would not lie in the address space")
	}
	if p == nil {
		return Zero(SliceOf(typ))
	}
	return at(SliceOf(typ).common(), unsafe.Pointer(&sliceHeader{p, n, n}), 0)
}

// Slice returns v[i:j].
func (v Value) Slice(i, j int) Value {
	if v.Kind() == String {
		s := *(*string)(v.ptr)
		if i < 0 || j < i || j > len(s) {
			panic("reflect.Value.Slice: string slice index out of bounds")
		}
		t := new(string)
		*t = s[i:j]
		return at(v.typ, unsafe.Pointer(t), v.sticky())
	}
	return v.slice(i, j, -1, "Slice")
}

// Slice3 returns v[i:j:k].
func (v Value) Slice3(i, j, k int) Value {
	if k < 0 {
		panic("reflect.Value.Slice3: slice index out of bounds")
	}
	return v.slice(i, j, k, "Slice3")
}

func (v Value) slice(i, j, k int, method string) Value {
	var h sliceHeader
	t := v.typ
	switch v.Kind() {
	case Slice:
		h = *(*sliceHeader)(v.ptr)
	case Array:
		if v.flag&isAddr == 0 {
			panic("reflect.Value." + method + ": slice of unaddressable array")
		}
		h = sliceHeader{v.ptr, t.Len, t.Len}
		t = SliceOf(toType(t.Elem)).common()
	default:
		v.fail(method)
	}
	if k < 0 {
		k = h.cap
	}
	if i < 0 || j < i || k < j || k > h.cap {
		panic("reflect.Value." + method + ": slice index out of bounds")
	}
	s := &sliceHeader{h.data, j - i, k - i}
	if k > i {
		s.data = unsafe.Pointer(uintptr(h.data) + uintptr(i)*t.Elem.Size)
	}
	return at(t, unsafe.Pointer(s), v.sticky())
}

// grown returns s with room for n more elements.
func (v Value) grown(n int) sliceHeader {
	h := *(*sliceHeader)(v.ptr)
	if n < 0 {
		panic("reflect.Value.Grow: negative len")
	}
	if h.len+n < 0 {
		panic("reflect.Value.Grow: slice overflow")
	}
	if h.len+n <= h.cap {
		return h
	}
	c := 2 * h.cap
	if h.cap >= 256 {
		c = h.cap + (h.cap+3*256)/4
	}
	if c < h.len+n {
		c = h.len + n
	}
	e := v.typ.Elem
	if e.Size > 0 {
		c = abi.RoundSize(c*int(e.Size), e.PtrBytes != 0) / int(e.Size)
	}
	data := abi.NewArray(e, c)
	old := Value{v.typ, unsafe.Pointer(&h), isIndirect}
	fresh := sliceHeader{data, h.len, c}
	Copy(Value{v.typ, unsafe.Pointer(&fresh), isIndirect}, old)
	return fresh
}

// Grow increases the slice's capacity, if necessary, to guarantee space for another n elements.
func (v Value) Grow(n int) {
	v.mustAssign("Grow")
	v.must(Slice, "Grow")
	h := v.grown(n)
	abi.TypedMove(v.typ, v.ptr, unsafe.Pointer(&h))
}

// Append appends the values x to a slice s and returns the resulting slice.
func Append(s Value, x ...Value) Value {
	s.mustExport("Append")
	s.must(Slice, "Append")
	h := new(sliceHeader)
	*h = s.grown(len(x))
	n := h.len
	h.len += len(x)
	out := at(s.typ, unsafe.Pointer(h), 0)
	for i, e := range x {
		out.Index(n + i).Set(e)
	}
	return out
}

// AppendSlice appends a slice t to a slice s and returns the resulting slice.
func AppendSlice(s, t Value) Value {
	s.mustExport("AppendSlice")
	s.must(Slice, "AppendSlice")
	h := new(sliceHeader)
	*h = s.grown(t.Len())
	n := h.len
	h.len += t.Len()
	out := at(s.typ, unsafe.Pointer(h), 0)
	Copy(out.Slice(n, h.len), t)
	return out
}

// Copy copies the contents of src into dst until either is exhausted, and returns how many.
func Copy(dst, src Value) int {
	n := min(dst.Len(), src.Len())
	if src.Kind() == String {
		for i := 0; i < n; i++ {
			*(*byte)(dst.Index(i).ptr) = src.String()[i]
		}
		return n
	}
	e := dst.typ.Elem
	if e != src.typ.Elem {
		panic("reflect.Copy: " + e.Str + " != " + src.typ.Elem.Str)
	}
	if n == 0 {
		return 0
	}
	if uintptr(dst.Index(0).ptr) <= uintptr(src.Index(0).ptr) {
		for i := 0; i < n; i++ {
			abi.TypedMove(e, dst.Index(i).ptr, src.Index(i).address())
		}
	} else {
		for i := n - 1; i >= 0; i-- {
			abi.TypedMove(e, dst.Index(i).ptr, src.Index(i).address())
		}
	}
	return n
}

// Swapper returns a function that swaps the elements in the provided slice.
func Swapper(slice any) func(i, j int) {
	v := ValueOf(slice)
	if v.Kind() != Slice {
		panic(&ValueError{Method: "Swapper", Kind: v.Kind()})
	}
	tmp := abi.New(v.typ.Elem)
	return func(i, j int) {
		a, b := v.Index(i), v.Index(j)
		abi.TypedMove(a.typ, tmp, a.ptr)
		abi.TypedMove(a.typ, a.ptr, b.ptr)
		abi.TypedMove(a.typ, b.ptr, tmp)
	}
}

// itoa keeps panics' texts short.
func itoa(n int) string { return strconv.Itoa(n) }
