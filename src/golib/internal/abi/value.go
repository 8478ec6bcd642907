package abi

import "unsafe"

// MapIter walks a map as a range loop does. Key is nil at the end.
type MapIter struct {
	Key   unsafe.Pointer
	Value unsafe.Pointer
	Rest  [14]unsafe.Pointer // the machine's iterator
}

// Maps: m is the map word, keys and values are passed by address. MapGet returns nil for a missing
// key. They panic as the language's operations do.
func MakeMap(t *Type, n int) unsafe.Pointer
func MapLen(m unsafe.Pointer) int
func MapGet(t *Type, m, key unsafe.Pointer) unsafe.Pointer
func MapSet(t *Type, m, key, value unsafe.Pointer)
func MapDelete(t *Type, m, key unsafe.Pointer)
func MapClear(t *Type, m unsafe.Pointer)

// MapIterStart begins a walk, and MapIterNext goes to the (first or) next entry.
func MapIterStart(t *Type, m unsafe.Pointer, it *MapIter)
func MapIterNext(t *Type, it *MapIter)

// Channels: c is the channel word, values are passed by address. Without block an operation that
// would park reports done false.
func MakeChan(t *Type, n int) unsafe.Pointer
func ChanLen(c unsafe.Pointer) int
func ChanCap(c unsafe.Pointer) int
func ChanSend(t *Type, c, value unsafe.Pointer, block bool) (done bool)
func ChanRecv(t *Type, c, value unsafe.Pointer, block bool) (done, ok bool)
func ChanClose(c unsafe.Pointer)

// A SelectCase is a case of Select: a channel word (nil: never ready), where the value is or goes, and what to do.
type SelectCase struct {
	Chan  unsafe.Pointer
	Value unsafe.Pointer
	Send  bool
}

// Select does one of the cases that can proceed, and says which; ok as ChanRecv's. Without block it is -1 when none can.
func Select(cases []SelectCase, block bool) (chosen int, ok bool)

// Call calls a function of type t: fn is the func value's word, or, when receiver is not nil, a
// method's code with *receiver as its first parameter. The machine copies parameters from the
// addresses in args into the frame and results from there to the addresses in results. What is passed by
// address is copied here, and args changed.
//
//go:wrapper
func Call(t *Type, fn unsafe.Pointer, receiver *unsafe.Pointer, args, results []unsafe.Pointer) {
	for i, p := range t.Funcs[:t.Len] {
		if byAddress(p) {
			args[i] = copied(p, args[i])
		}
	}
	call(t, fn, receiver, args, results)
}

//go:wrapper
func call(t *Type, fn unsafe.Pointer, receiver *unsafe.Pointer, args, results []unsafe.Pointer)

func copied(t *Type, from unsafe.Pointer) unsafe.Pointer {
	p := New(t)
	TypedMove(t, p, from)
	return p
}

// Code returns the address of the code behind a func value's word.
func Code(fn unsafe.Pointer) uintptr

// RoundSize returns what append rounds the size of an array up to.
func RoundSize(bytes int, pointers bool) int

// Derived returns the descriptor of a type made of others: kind says which, and elem, key and n what
// of (n: an array's length, a channel's direction).
func Derived(kind uint8, elem, key *Type, n int) *Type

// FuncType returns the descriptor of a func type.
func FuncType(in, out []*Type, variadic bool) *Type

// StructType returns the descriptor of a struct type, whose fields' offsets need not be given; nil when it is too large.
// methods are sorted, and the struct's through interfaces only: their Tfn does not count.
func StructType(fields []Field, methods []Method) *Type

// A madeFunc is the closure object behind a func value of MakeFunc: code first, as in every closure.
type madeFunc struct {
	code uintptr
	typ  *Type
	fn   func(args, results []unsafe.Pointer)
}

// madeCode returns code whose frame has so many words of parameters and results, and which calls
// runMade; 0 when there is none.
func madeCode(words int) uintptr

// passedWordsMax is the size from which on parameters and results are passed as addresses of copies.
const passedWordsMax = 4096

func byAddress(t *Type) bool { return t.Size > passedWordsMax*8 }

// words is how many words of a frame a parameter or result of type t takes.
func words(t *Type) uintptr {
	if byAddress(t) {
		return 1
	}
	return (t.Size + 7) / 8
}

// MakeFunc returns a func value of type t which, when it is called, calls fn with the addresses of
// copies of its arguments and of its results.
func MakeFunc(t *Type, fn func(args, results []unsafe.Pointer)) unsafe.Pointer {
	n := uintptr(0)
	for _, p := range t.Funcs {
		n += words(p)
	}
	code := madeCode(int(n))
	if code == 0 {
		panic("reflect: not supported yet: MakeFunc with so many words of parameters and results")
	}
	return unsafe.Pointer(&madeFunc{code, t, fn})
}

// runMade is called by madeCode's functions: frame is where their parameters lie, in whole words, and behind
// them the results.
//
//go:wrapper
func runMade(f *madeFunc, frame unsafe.Pointer) {
	t := f.typ
	boxes := make([]unsafe.Pointer, len(t.Funcs))
	at := frame
	for i, p := range t.Funcs {
		if i >= t.Len {
			boxes[i] = New(p)
			continue
		}
		if byAddress(p) {
			boxes[i] = *(*unsafe.Pointer)(at)
		} else {
			boxes[i] = copied(p, at)
		}
		at = unsafe.Add(at, words(p)*8)
	}
	f.fn(boxes[:t.Len:t.Len], boxes[t.Len:])
	for i := t.Len; i < len(t.Funcs); i++ {
		putResult(t.Funcs[i], at, boxes[i])
		at = unsafe.Add(at, words(t.Funcs[i])*8)
	}
}

// putResult copies a value into words of a frame, where small scalars are extended to a whole word.
func putResult(t *Type, to, from unsafe.Pointer) {
	if byAddress(t) {
		*(*unsafe.Pointer)(to) = from
		return
	}
	if t.Size > 0 && t.Size < 8 {
		*(*uint64)(to) = 0
	}
	switch t.Kind {
	case Int8:
		*(*int64)(to) = int64(*(*int8)(from))
	case Int16:
		*(*int64)(to) = int64(*(*int16)(from))
	case Int32:
		*(*int64)(to) = int64(*(*int32)(from))
	default:
		TypedMove(t, to, from)
	}
}
