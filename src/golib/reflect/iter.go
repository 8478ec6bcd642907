package reflect

import (
	"internal/abi"
	"iter"
)

func sequence[T any](n int, at func(int) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for i := 0; i < n; i++ {
			if !yield(at(i)) {
				return
			}
		}
	}
}

func (r *rtype) Methods() iter.Seq[Method]     { return sequence(r.NumMethod(), r.Method) }
func (r *rtype) Fields() iter.Seq[StructField] { return sequence(r.NumField(), r.Field) }
func (r *rtype) Ins() iter.Seq[Type]           { return sequence(r.NumIn(), r.In) }
func (r *rtype) Outs() iter.Seq[Type]          { return sequence(r.NumOut(), r.Out) }

// yields reports whether t is func(yield func(n parameters) bool).
func yields(t *abi.Type, n int) bool {
	if t.Kind != abi.Func || t.Len != 1 || len(t.Funcs) != 1 {
		return false
	}
	y := t.Funcs[0]
	return y.Kind == abi.Func && y.Len == n && len(y.Funcs) == n+1 && y.Funcs[n].Kind == abi.Bool
}

func (r *rtype) CanSeq() bool {
	switch k := r.Kind(); k {
	case Int, Int8, Int16, Int32, Int64, Uint, Uint8, Uint16, Uint32, Uint64, Uintptr, Array, Slice, Chan, String, Map:
		return true
	case Pointer:
		return Kind(r.t.Elem.Kind) == Array
	}
	return yields(&r.t, 1)
}

func (r *rtype) CanSeq2() bool {
	switch r.Kind() {
	case Array, Slice, String, Map:
		return true
	case Pointer:
		return Kind(r.t.Elem.Kind) == Array
	}
	return yields(&r.t, 2)
}

// Fields returns an iterator over the fields of v and their values.
func (v Value) Fields() iter.Seq2[StructField, Value] {
	return func(yield func(StructField, Value) bool) {
		t := v.Type()
		for i := 0; i < v.NumField(); i++ {
			if !yield(t.Field(i), v.Field(i)) {
				return
			}
		}
	}
}

// Methods returns an iterator over the methods of v.
func (v Value) Methods() iter.Seq2[Method, Value] {
	return func(yield func(Method, Value) bool) {
		t := v.Type()
		for i := 0; i < v.NumMethod(); i++ {
			if !yield(t.Method(i), v.Method(i)) {
				return
			}
		}
	}
}

// Seq returns an iterator that loops over v as range with one variable does.
func (v Value) Seq() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		switch v.Kind() {
		case Int, Int8, Int16, Int32, Int64:
			for i := int64(0); i < v.Int(); i++ {
				if !yield(ValueOf(i).Convert(v.Type())) {
					return
				}
			}
		case Uint, Uint8, Uint16, Uint32, Uint64, Uintptr:
			for i := uint64(0); i < v.Uint(); i++ {
				if !yield(ValueOf(i).Convert(v.Type())) {
					return
				}
			}
		case Chan:
			for x, ok := v.Recv(); ok && yield(x); x, ok = v.Recv() {
			}
		case Func:
			v.Call([]Value{yieldFunc(v.Type().common().Funcs[0], func(in []Value) bool { return yield(in[0]) })})
		default:
			for k := range v.Seq2() {
				if !yield(k) {
					return
				}
			}
		}
	}
}

// Seq2 returns an iterator that loops over v as range with two variables does.
func (v Value) Seq2() iter.Seq2[Value, Value] {
	return func(yield func(Value, Value) bool) {
		switch v.Kind() {
		case Pointer:
			for i := 0; i < v.Elem().Len(); i++ {
				if !yield(ValueOf(i), v.Elem().Index(i)) {
					return
				}
			}
		case Array, Slice:
			for i := 0; i < v.Len(); i++ {
				if !yield(ValueOf(i), v.Index(i)) {
					return
				}
			}
		case String:
			for i, r := range v.String() {
				if !yield(ValueOf(i), ValueOf(r)) {
					return
				}
			}
		case Map:
			for it := v.MapRange(); it.Next(); {
				if !yield(it.Key(), it.Value()) {
					return
				}
			}
		case Func:
			v.Call([]Value{yieldFunc(v.Type().common().Funcs[0], func(in []Value) bool { return yield(in[0], in[1]) })})
		default:
			panic("reflect: " + v.Type().String() + " cannot produce iter.Seq2[Value, Value]")
		}
	}
}

func yieldFunc(t *abi.Type, f func([]Value) bool) Value {
	return MakeFunc(toType(t), func(in []Value) []Value { return []Value{ValueOf(f(in))} })
}
