package reflect

import (
	"internal/abi"
	"unsafe"
)

// MakeMap creates a new map with the specified type.
func MakeMap(typ Type) Value { return MakeMapWithSize(typ, 0) }

// MakeMapWithSize creates a new map with the specified type and initial space for about n elements.
func MakeMapWithSize(typ Type, n int) Value {
	if typ.Kind() != Map {
		panic("reflect.MakeMapWithSize of non-map type")
	}
	t := typ.common()
	return Value{t, abi.MakeMap(t, n), 0}
}

// load returns a copy of the value of type t at p.
func load(t *abi.Type, p unsafe.Pointer, flag uintptr) Value {
	box := abi.New(t)
	abi.TypedMove(t, box, p)
	return at(t, box, flag)
}

// MapIndex returns the value associated with key in the map v, the zero Value if there is none.
func (v Value) MapIndex(key Value) Value {
	v.must(Map, "MapIndex")
	flag := v.sticky() | key.sticky()
	key = key.assignTo("reflect.Value.MapIndex", v.typ.Key)
	p := abi.MapGet(v.typ, v.word(), key.address())
	if p == nil {
		return Value{}
	}
	return load(v.typ.Elem, p, flag)
}

// SetMapIndex sets the element associated with key in the map v to elem, or deletes it when elem is
// the zero Value.
func (v Value) SetMapIndex(key, elem Value) {
	v.must(Map, "SetMapIndex")
	v.mustExport("SetMapIndex")
	key.mustExport("SetMapIndex")
	key = key.assignTo("reflect.Value.SetMapIndex", v.typ.Key)
	if elem.typ == nil {
		abi.MapDelete(v.typ, v.word(), key.address())
		return
	}
	elem.mustExport("SetMapIndex")
	elem = elem.assignTo("reflect.Value.SetMapIndex", v.typ.Elem)
	abi.MapSet(v.typ, v.word(), key.address(), elem.address())
}

// MapKeys returns a slice containing all the keys present in the map, in unspecified order.
func (v Value) MapKeys() []Value {
	v.must(Map, "MapKeys")
	keys := make([]Value, 0, v.Len())
	for it := v.MapRange(); it.Next(); {
		keys = append(keys, it.Key())
	}
	return keys
}

// A MapIter is an iterator for ranging over a map.
type MapIter struct {
	m       Value
	started bool
	it      abi.MapIter
}

// MapRange returns a range iterator for a map.
func (v Value) MapRange() *MapIter {
	v.must(Map, "MapRange")
	return &MapIter{m: v}
}

// Next advances the map iterator and reports whether there is another entry.
func (iter *MapIter) Next() bool {
	if !iter.m.IsValid() {
		panic("MapIter.Next called on an iterator that does not have an associated map Value")
	}
	if !iter.started {
		iter.started = true
		abi.MapIterStart(iter.m.typ, iter.m.word(), &iter.it)
	} else if iter.it.Key == nil {
		panic("MapIter.Next called on exhausted iterator")
	}
	abi.MapIterNext(iter.m.typ, &iter.it)
	return iter.it.Key != nil
}

func (iter *MapIter) check(method string) { iter.ready("MapIter." + method) }

func (iter *MapIter) ready(what string) {
	if !iter.started {
		panic(what + " called before Next")
	}
	if iter.it.Key == nil {
		panic(what + " called on exhausted iterator")
	}
}

// Key returns the key of iter's current map entry.
func (iter *MapIter) Key() Value {
	iter.check("Key")
	return load(iter.m.typ.Key, iter.it.Key, iter.m.sticky())
}

// Value returns the value of iter's current map entry.
func (iter *MapIter) Value() Value {
	iter.check("Value")
	return load(iter.m.typ.Elem, iter.it.Value, iter.m.sticky())
}

// Reset modifies iter to iterate over v.
func (iter *MapIter) Reset(v Value) {
	if v.IsValid() {
		v.must(Map, "MapRange")
	}
	*iter = MapIter{m: v}
}

// SetIterKey assigns to v the key of iter's current map entry.
func (v Value) SetIterKey(iter *MapIter) {
	iter.ready("reflect: Value.SetIterKey")
	v.mustAssign("SetIterKey")
	v.Set(iter.Key())
}

// SetIterValue assigns to v the value of iter's current map entry.
func (v Value) SetIterValue(iter *MapIter) {
	iter.ready("reflect: Value.SetIterValue")
	v.mustAssign("SetIterValue")
	v.Set(iter.Value())
}

// MakeChan creates a new channel with the specified type and buffer size.
func MakeChan(typ Type, buffer int) Value {
	if typ.Kind() != Chan {
		panic("reflect.MakeChan of non-chan type")
	}
	if buffer < 0 {
		panic("reflect.MakeChan: negative buffer size")
	}
	if typ.ChanDir() != BothDir {
		panic("reflect.MakeChan: unidirectional channel type")
	}
	return Value{typ.common(), abi.MakeChan(typ.common(), buffer), 0}
}

func (v Value) send(how string, x Value, block bool) bool {
	v.must(Chan, how)
	v.mustExport(how)
	if ChanDir(v.typ.ChanDir)&SendDir == 0 {
		panic("reflect: send on recv-only channel")
	}
	x = x.assignTo("reflect.Value.Send", v.typ.Elem)
	return abi.ChanSend(v.typ, v.word(), x.address(), block)
}

func (v Value) recv(how string, block bool) (x Value, ok bool) {
	v.must(Chan, how)
	v.mustExport(how)
	if ChanDir(v.typ.ChanDir)&RecvDir == 0 {
		panic("reflect: recv on send-only channel")
	}
	p := abi.New(v.typ.Elem)
	done, ok := abi.ChanRecv(v.typ, v.word(), p, block)
	if !done {
		return Value{}, false
	}
	return at(v.typ.Elem, p, 0), ok
}

// Send sends x on the channel v.
func (v Value) Send(x Value) { v.send("Send", x, true) }

// TrySend attempts to send x on the channel v but will not block.
func (v Value) TrySend(x Value) bool { return v.send("TrySend", x, false) }

// Recv receives and returns a value from the channel v.
func (v Value) Recv() (x Value, ok bool) { return v.recv("Recv", true) }

// TryRecv attempts to receive a value from the channel v but will not block.
func (v Value) TryRecv() (x Value, ok bool) { return v.recv("TryRecv", false) }

// Close closes the channel v.
func (v Value) Close() {
	v.must(Chan, "Close")
	v.mustExport("Close")
	if ChanDir(v.typ.ChanDir)&SendDir == 0 {
		panic("reflect: close of receive-only channel")
	}
	abi.ChanClose(v.word())
}
