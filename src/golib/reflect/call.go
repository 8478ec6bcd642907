package reflect

import (
	"internal/abi"
	"unsafe"
)

// method returns the method that a method value stands for.
func (v Value) method() *abi.Method {
	return &v.typ.Methods[v.flag>>methodShift]
}

// NumMethod returns the number of methods in the value's method set.
func (v Value) NumMethod() int {
	if v.typ == nil {
		v.fail("NumMethod")
	}
	return toType(v.typ).NumMethod()
}

// Method returns a function value corresponding to v's i'th method.
func (v Value) Method(i int) Value {
	if v.typ == nil {
		v.fail("Method")
	}
	k := i
	if Kind(v.typ.Kind) != Interface {
		k = exported(v.typ, i)
	}
	if k < 0 || k >= len(v.typ.Methods) {
		panic("reflect: Method index out of range")
	}
	if Kind(v.typ.Kind) == Interface && v.IsNil() {
		panic("reflect: Method on nil interface value")
	}
	return Value{v.typ, v.ptr, v.flag&isIndirect | v.sticky() | isMethod | uintptr(k)<<methodShift}
}

// MethodByName returns a function value corresponding to the method of v with the given name.
func (v Value) MethodByName(name string) Value {
	if v.typ == nil {
		v.fail("MethodByName")
	}
	m, ok := toType(v.typ).MethodByName(name)
	if !ok {
		return Value{}
	}
	return v.Method(m.Index)
}

// bound returns a method value's code and receiver word.
func (v Value) bound() (code, receiver unsafe.Pointer) {
	if Kind(v.typ.Kind) == Interface {
		pair := (*abi.Iface)(v.ptr)
		return unsafe.Pointer((*abi.Itab)(pair.Tab).Fun[v.flag>>methodShift]), pair.Data
	}
	m := v.method()
	if m.Ifn == 0 {
		panic("reflect: method " + v.typ.Str + "." + m.Name + " is not in the program")
	}
	v.flag &^= isMethod
	if v.typ.IsDirect() {
		return unsafe.Pointer(m.Ifn), v.word()
	}
	box := abi.New(v.typ)
	abi.TypedMove(v.typ, box, v.ptr)
	return unsafe.Pointer(m.Ifn), box
}

// Call calls the function v with the input arguments in.
func (v Value) Call(in []Value) []Value { return v.call("Call", in) }

// CallSlice calls the variadic function v, assigning the slice in[len(in)-1] to its final argument.
func (v Value) CallSlice(in []Value) []Value { return v.call("CallSlice", in) }

func (v Value) call(how string, in []Value) []Value {
	v.must(Func, how)
	v.mustExport(how)
	if v.flag&isMethod != 0 && v.method().PkgPath != "" {
		panic("reflect: " + how + " of unexported method")
	}
	t := v.Type().common()
	variadic := t.Flags&abi.Variadic != 0
	n := t.Len
	switch {
	case how == "CallSlice" && !variadic:
		panic("reflect: CallSlice of non-variadic function")
	case how == "Call" && variadic:
		if len(in) < n-1 {
			panic("reflect: Call with too few input arguments")
		}
		in = gathered(t.Funcs[n-1], in, n-1)
	}
	if len(in) < n {
		panic("reflect: " + how + " with too few input arguments")
	}
	if len(in) > n {
		panic("reflect: " + how + " with too many input arguments")
	}
	args := make([]unsafe.Pointer, n)
	for i, x := range in {
		if x.Kind() == Invalid {
			panic("reflect: " + how + " using zero Value argument")
		}
		x.mustExport(how)
		args[i] = x.assignTo("reflect.Value."+how, t.Funcs[i]).address()
	}
	out := make([]Value, len(t.Funcs)-n)
	results := make([]unsafe.Pointer, len(out))
	for i := range out {
		results[i] = abi.New(t.Funcs[n+i])
		out[i] = at(t.Funcs[n+i], results[i], 0)
	}
	if v.flag&isMethod != 0 {
		code, receiver := v.bound()
		abi.Call(t, code, &receiver, args, results)
		return out
	}
	fn := v.word()
	if fn == nil {
		panic("reflect.Value.Call: call of nil function")
	}
	abi.Call(t, fn, nil, args, results)
	return out
}

// gathered puts the arguments from n on into a slice of type t.
func gathered(t *abi.Type, in []Value, n int) []Value {
	extra := len(in) - n
	slice := MakeSlice(toType(t), extra, extra)
	for i := 0; i < extra; i++ {
		slice.Index(i).Set(in[n+i])
	}
	return append(append([]Value(nil), in[:n]...), slice)
}

// methodValue makes a func value of a method value. As a deferred function it is as good as the method.
//
//go:wrapper
func (v Value) methodValue() Value {
	t := v.Type().common()
	code, receiver := v.bound()
	return Value{t, abi.MakeFunc(t, func(args, results []unsafe.Pointer) {
		abi.Call(t, code, &receiver, args, results)
	}), v.sticky()}
}

// MakeFunc returns a new function of the given Type that wraps the function fn.
//
//go:wrapper
func MakeFunc(typ Type, fn func(args []Value) (results []Value)) Value {
	if typ.Kind() != Func {
		panic("reflect: call of MakeFunc with non-Func type")
	}
	t := typ.common()
	return Value{t, abi.MakeFunc(t, func(args, results []unsafe.Pointer) {
		in := make([]Value, t.Len)
		for i := range in {
			in[i] = at(t.Funcs[i], args[i], 0)
		}
		out := fn(in)
		if len(out) != len(results) {
			panic("reflect: wrong return count from function created by MakeFunc")
		}
		for i, x := range out {
			if x.typ == nil {
				panic("reflect: function created by MakeFunc using closure returned zero Value")
			}
			r := t.Funcs[t.Len+i]
			abi.TypedMove(r, results[i], x.assignTo("reflect.MakeFunc", r).address())
		}
	}), 0}
}
