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

// Call calls a function of type t: fn is the func value's word, or, when receiver is not nil, a
// method's code with *receiver as its first parameter. The machine copies parameters from the
// addresses in args into the frame and results from there to the addresses in results.
func Call(t *Type, fn unsafe.Pointer, receiver *unsafe.Pointer, args, results []unsafe.Pointer)

// Derived returns the descriptor of a type made of others: kind says which, and elem, key and n what
// of (n: an array's length, a channel's direction).
func Derived(kind uint8, elem, key *Type, n int) *Type

// FuncType returns the descriptor of a func type.
func FuncType(in, out []*Type, variadic bool) *Type

// MakeFunc returns a func value of type t which, when it is called, calls fn with the addresses of
// copies of its arguments and of its results.
func MakeFunc(t *Type, fn func(args, results []unsafe.Pointer)) unsafe.Pointer
