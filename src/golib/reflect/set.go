package reflect

import (
	"internal/abi"
	"unsafe"
)

// assignTo returns v as a value of type t, to which it must be assignable.
func (v Value) assignTo(context string, t *abi.Type) Value {
	if v.flag&isMethod != 0 {
		v = v.methodValue()
	}
	switch {
	case v.typ == nil:
		panic(context + ": value of type nil is not assignable to type " + t.Str)
	case assignable(t, v.typ):
		return Value{t, v.ptr, v.flag}
	case t.Kind == abi.Interface && abi.Implements(v.typ, t):
		return toInterface(v, t)
	}
	panic(context + ": value of type " + v.typ.Str + " is not assignable to type " + t.Str)
}

// toInterface packs v into a new value of the interface type t, which it implements.
func toInterface(v Value, t *abi.Type) Value {
	p := abi.New(t)
	if x := v.pack(); x != nil {
		abi.AssignTo(t, p, x)
	}
	return at(t, p, 0)
}

// Set assigns x to the value v.
func (v Value) Set(x Value) {
	v.mustAssign("Set")
	x.mustExport("Set")
	x = x.assignTo("reflect.Set", v.typ)
	abi.TypedMove(v.typ, v.ptr, x.address())
}

// SetZero sets v to be the zero value of v's type.
func (v Value) SetZero() {
	v.mustAssign("SetZero")
	abi.TypedMove(v.typ, v.ptr, Zero(toType(v.typ)).address())
}

// SetBool sets v's underlying value.
func (v Value) SetBool(x bool) {
	v.mustAssign("SetBool")
	v.must(Bool, "SetBool")
	*(*bool)(v.ptr) = x
}

// SetInt sets v's underlying value to x.
func (v Value) SetInt(x int64) {
	v.mustAssign("SetInt")
	switch v.Kind() {
	default:
		v.fail("SetInt")
	case Int, Int64:
		*(*int64)(v.ptr) = x
	case Int8:
		*(*int8)(v.ptr) = int8(x)
	case Int16:
		*(*int16)(v.ptr) = int16(x)
	case Int32:
		*(*int32)(v.ptr) = int32(x)
	}
}

// SetUint sets v's underlying value to x.
func (v Value) SetUint(x uint64) {
	v.mustAssign("SetUint")
	switch v.Kind() {
	default:
		v.fail("SetUint")
	case Uint, Uint64, Uintptr:
		*(*uint64)(v.ptr) = x
	case Uint8:
		*(*uint8)(v.ptr) = uint8(x)
	case Uint16:
		*(*uint16)(v.ptr) = uint16(x)
	case Uint32:
		*(*uint32)(v.ptr) = uint32(x)
	}
}

// SetFloat sets v's underlying value to x.
func (v Value) SetFloat(x float64) {
	v.mustAssign("SetFloat")
	switch v.Kind() {
	default:
		v.fail("SetFloat")
	case Float64:
		*(*float64)(v.ptr) = x
	case Float32:
		*(*float32)(v.ptr) = float32(x)
	}
}

// SetComplex sets v's underlying value to x.
func (v Value) SetComplex(x complex128) {
	v.mustAssign("SetComplex")
	switch v.Kind() {
	default:
		v.fail("SetComplex")
	case Complex128:
		*(*complex128)(v.ptr) = x
	case Complex64:
		*(*complex64)(v.ptr) = complex64(x)
	}
}

// SetString sets v's underlying value to x.
func (v Value) SetString(x string) {
	v.mustAssign("SetString")
	v.must(String, "SetString")
	*(*string)(v.ptr) = x
}

// SetBytes sets v's underlying value, a slice of bytes.
func (v Value) SetBytes(x []byte) {
	v.mustAssign("SetBytes")
	v.must(Slice, "SetBytes")
	if v.typ.Elem.Kind != abi.Uint8 {
		panic("reflect.Value.SetBytes of non-byte slice")
	}
	*(*[]byte)(v.ptr) = x
}

// SetPointer sets the unsafe.Pointer value v to x.
func (v Value) SetPointer(x unsafe.Pointer) {
	v.mustAssign("SetPointer")
	v.must(UnsafePointer, "SetPointer")
	*(*unsafe.Pointer)(v.ptr) = x
}

// SetLen sets v's length to n.
func (v Value) SetLen(n int) {
	v.mustAssign("SetLen")
	v.must(Slice, "SetLen")
	h := (*sliceHeader)(v.ptr)
	if uint(n) > uint(h.cap) {
		panic("reflect: slice length out of range in SetLen")
	}
	h.len = n
}

// SetCap sets v's capacity to n.
func (v Value) SetCap(n int) {
	v.mustAssign("SetCap")
	v.must(Slice, "SetCap")
	h := (*sliceHeader)(v.ptr)
	if n < h.len || n > h.cap {
		panic("reflect: slice capacity out of range in SetCap")
	}
	h.cap = n
}

// Clear clears the contents of a map or zeros the contents of a slice.
func (v Value) Clear() {
	switch v.Kind() {
	case Slice:
		for i := 0; i < v.Len(); i++ {
			v.Index(i).SetZero()
		}
	case Map:
		abi.MapClear(v.typ, v.word())
	default:
		v.fail("Clear")
	}
}

// OverflowInt reports whether the int64 x cannot be represented by v's type.
func (v Value) OverflowInt(x int64) bool {
	if !v.CanInt() {
		v.fail("OverflowInt")
	}
	shift := 64 - uint(v.typ.Size)*8
	return x<<shift>>shift != x
}

// OverflowUint reports whether the uint64 x cannot be represented by v's type.
func (v Value) OverflowUint(x uint64) bool {
	if !v.CanUint() {
		v.fail("OverflowUint")
	}
	shift := 64 - uint(v.typ.Size)*8
	return x<<shift>>shift != x
}

// OverflowFloat reports whether the float64 x cannot be represented by v's type.
func (v Value) OverflowFloat(x float64) bool {
	switch v.Kind() {
	case Float32:
		return overflow32(x)
	case Float64:
		return false
	}
	v.fail("OverflowFloat")
	return false
}

// overflow32 reports whether a finite x lies beyond the largest float32.
func overflow32(x float64) bool {
	if x < 0 {
		x = -x
	}
	const largest32, largest64 = 0x1.fffffep127, 0x1.fffffffffffffp1023
	return largest32 < x && x <= largest64
}

// OverflowComplex reports whether the complex128 x cannot be represented by v's type.
func (v Value) OverflowComplex(x complex128) bool {
	switch v.Kind() {
	case Complex64:
		return overflow32(real(x)) || overflow32(imag(x))
	case Complex128:
		return false
	}
	v.fail("OverflowComplex")
	return false
}

// The ways to convert one type to another.
const (
	cannot = iota
	asIs
	intToInt
	intToFloat
	floatToInt
	floatToFloat
	complexToComplex
	intToString
	toString
	toList
	toIface
	sliceToArray
	sliceToArrayPointer
)

func isInt(k Kind) bool  { return Int <= k && k <= Uintptr }
func isReal(k Kind) bool { return k == Float32 || k == Float64 }

func isText(t *abi.Type) bool {
	return Kind(t.Kind) == Slice && (t.Elem.Kind == abi.Uint8 || t.Elem.Kind == abi.Int32)
}

// conversion tells how a value of type v becomes one of type t.
func conversion(t, v *abi.Type) int {
	to, from := Kind(t.Kind), Kind(v.Kind)
	switch {
	case sameUnderlying(t, v, false):
		return asIs
	case isInt(from) && isInt(to):
		return intToInt
	case isInt(from) && isReal(to):
		return intToFloat
	case isReal(from) && isInt(to):
		return floatToInt
	case isReal(from) && isReal(to):
		return floatToFloat
	case from >= Complex64 && from <= Complex128 && to >= Complex64 && to <= Complex128:
		return complexToComplex
	case isInt(from) && to == String:
		return intToString
	case to == String && isText(v):
		return toString
	case from == String && isText(t):
		return toList
	case from == Slice && to == Array && v.Elem == t.Elem:
		return sliceToArray
	case from == Slice && to == Pointer && t.Elem.Kind == abi.Array && t.Elem.Elem == v.Elem:
		return sliceToArrayPointer
	case assignable(t, v):
		return asIs
	case to == Pointer && from == Pointer && (t.Flags|v.Flags)&abi.Named == 0 && sameUnderlying(t.Elem, v.Elem, false):
		return asIs
	case to == Interface && abi.Implements(v, t):
		return toIface
	}
	return cannot
}

// CanConvert reports whether the value v can be converted to type t without a panic.
func (v Value) CanConvert(t Type) bool {
	if !v.Type().ConvertibleTo(t) {
		return false
	}
	switch conversion(t.common(), v.typ) {
	case sliceToArray:
		return v.Len() >= t.Len()
	case sliceToArrayPointer:
		return v.Len() >= t.Elem().Len()
	}
	return true
}

// number returns an integer's bits, sign extended.
func (v Value) number() uint64 {
	if v.CanInt() {
		return uint64(v.Int())
	}
	return v.Uint()
}

// Convert returns the value v converted to type t.
func (v Value) Convert(t Type) Value {
	if v.flag&isMethod != 0 {
		v = v.methodValue()
	}
	to := t.common()
	how := conversion(to, v.typ)
	switch how {
	case cannot:
		panic("reflect.Value.Convert: value of type " + v.typ.Str + " cannot be converted to type " + to.Str)
	case asIs:
		return v.copied(to)
	case toIface:
		return toInterface(v, to)
	}
	out := New(t).Elem()
	switch how {
	case intToInt:
		if out.CanInt() {
			out.SetInt(int64(v.number()))
		} else {
			out.SetUint(v.number())
		}
	case intToFloat:
		if v.CanInt() {
			out.SetFloat(float64(v.Int()))
		} else {
			out.SetFloat(float64(v.Uint()))
		}
	case floatToInt:
		if out.CanInt() {
			out.SetInt(int64(v.Float()))
		} else {
			out.SetUint(uint64(v.Float()))
		}
	case floatToFloat:
		out.SetFloat(v.Float())
	case complexToComplex:
		out.SetComplex(v.Complex())
	case intToString:
		s := "\uFFFD"
		if x := v.number(); int64(x) == int64(rune(x)) {
			s = string(rune(x))
		}
		out.SetString(s)
	case toString:
		if v.typ.Elem.Kind == abi.Uint8 {
			out.SetString(string(*(*[]byte)(v.ptr)))
		} else {
			out.SetString(string(*(*[]rune)(v.ptr)))
		}
	case toList:
		if to.Elem.Kind == abi.Uint8 {
			*(*[]byte)(out.ptr) = []byte(v.String())
		} else {
			*(*[]rune)(out.ptr) = []rune(v.String())
		}
	case sliceToArray:
		if to.Len > v.Len() {
			panic("reflect: cannot convert slice with length " + itoa(v.Len()) + " to array with length " + itoa(to.Len))
		}
		Copy(out, v)
	case sliceToArrayPointer:
		if to.Elem.Len > v.Len() {
			panic("reflect: cannot convert slice with length " + itoa(v.Len()) + " to pointer to array with length " + itoa(to.Elem.Len))
		}
		*(*unsafe.Pointer)(out.ptr) = (*sliceHeader)(v.ptr).data
	}
	out.flag = out.flag&^isAddr | v.sticky()
	return out
}

// copied returns v as a value of a type of the same structure, cut loose from its variable.
func (v Value) copied(t *abi.Type) Value {
	if v.flag&isAddr == 0 {
		return Value{t, v.ptr, v.flag}
	}
	p := abi.New(t)
	abi.TypedMove(t, p, v.ptr)
	return at(t, p, v.sticky())
}
