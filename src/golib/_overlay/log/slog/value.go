//go:build !go1.26

package slog

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strconv"
	"time"
)

// Kind is the kind of a Value.
type Kind int

const (
	KindAny Kind = iota
	KindBool
	KindDuration
	KindFloat64
	KindInt64
	KindString
	KindTime
	KindUint64
	KindGroup
	KindLogValuer
)

var kindNames = []string{"Any", "Bool", "Duration", "Float64", "Int64", "String", "Time", "Uint64", "Group", "LogValuer"}

func (k Kind) String() string {
	if k >= 0 && int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "<unknown slog.Kind>"
}

// A Value can represent any Go value; numbers, times and strings take no allocation for being held in an any. The zero
// Value corresponds to nil.
type Value struct {
	kind Kind
	num  uint64
	str  string
	any  any
}

// A LogValuer is any Go value that can convert itself into a Value for logging.
type LogValuer interface {
	LogValue() Value
}

func StringValue(value string) Value { return Value{kind: KindString, str: value} }
func IntValue(v int) Value           { return Int64Value(int64(v)) }
func Int64Value(v int64) Value       { return Value{kind: KindInt64, num: uint64(v)} }
func Uint64Value(v uint64) Value     { return Value{kind: KindUint64, num: v} }
func Float64Value(v float64) Value   { return Value{kind: KindFloat64, num: math.Float64bits(v)} }
func DurationValue(v time.Duration) Value {
	return Value{kind: KindDuration, num: uint64(v)}
}

// TimeValue drops the monotonic part.
func TimeValue(v time.Time) Value { return Value{kind: KindTime, any: v.Round(0)} }

func BoolValue(v bool) Value {
	if v {
		return Value{kind: KindBool, num: 1}
	}
	return Value{kind: KindBool}
}

// GroupValue returns a Value for a list of Attrs, of which empty groups are left out.
func GroupValue(as ...Attr) Value {
	as = slices.DeleteFunc(slices.Clone(as), func(a Attr) bool { return a.Value.isEmptyGroup() })
	return Value{kind: KindGroup, any: as}
}

func (v Value) isEmptyGroup() bool { return v.kind == KindGroup && len(v.group()) == 0 }

// AnyValue returns a Value of the kind that fits v best.
func AnyValue(v any) Value {
	switch v := v.(type) {
	case string:
		return StringValue(v)
	case int:
		return Int64Value(int64(v))
	case uint:
		return Uint64Value(uint64(v))
	case int64:
		return Int64Value(v)
	case uint64:
		return Uint64Value(v)
	case bool:
		return BoolValue(v)
	case time.Duration:
		return DurationValue(v)
	case time.Time:
		return TimeValue(v)
	case uint8:
		return Uint64Value(uint64(v))
	case uint16:
		return Uint64Value(uint64(v))
	case uint32:
		return Uint64Value(uint64(v))
	case uintptr:
		return Uint64Value(uint64(v))
	case int8:
		return Int64Value(int64(v))
	case int16:
		return Int64Value(int64(v))
	case int32:
		return Int64Value(int64(v))
	case float64:
		return Float64Value(v)
	case float32:
		return Float64Value(float64(v))
	case []Attr:
		return GroupValue(v...)
	case Kind:
		return Value{any: v}
	case Value:
		return v
	case LogValuer:
		return Value{kind: KindLogValuer, any: v}
	}
	return Value{any: v}
}

func (v Value) Kind() Kind { return v.kind }

// must panics unless v is of a kind.
func (v Value) must(kind Kind) {
	if v.kind != kind {
		panic("Value kind is " + v.kind.String() + ", not " + kind.String())
	}
}

func (v Value) Int64() int64 {
	v.must(KindInt64)
	return int64(v.num)
}

func (v Value) Uint64() uint64 {
	v.must(KindUint64)
	return v.num
}

func (v Value) Bool() bool {
	v.must(KindBool)
	return v.num != 0
}

func (v Value) Duration() time.Duration {
	v.must(KindDuration)
	return time.Duration(v.num)
}

func (v Value) Float64() float64 {
	v.must(KindFloat64)
	return math.Float64frombits(v.num)
}

func (v Value) Time() time.Time {
	v.must(KindTime)
	return v.any.(time.Time)
}

func (v Value) LogValuer() LogValuer { return v.any.(LogValuer) }

func (v Value) Group() []Attr {
	v.must(KindGroup)
	return v.group()
}

func (v Value) group() []Attr { return v.any.([]Attr) }

// Any returns v's value as an any.
func (v Value) Any() any {
	switch v.kind {
	case KindBool:
		return v.Bool()
	case KindDuration:
		return v.Duration()
	case KindFloat64:
		return v.Float64()
	case KindInt64:
		return v.Int64()
	case KindString:
		return v.str
	case KindUint64:
		return v.num
	}
	return v.any
}

// String returns the text of a string, and of anything else what fmt.Sprint says; it never panics.
func (v Value) String() string {
	if v.kind == KindString {
		return v.str
	}
	return string(v.append(nil))
}

func (v Value) append(b []byte) []byte {
	switch v.kind {
	case KindString:
		return append(b, v.str...)
	case KindInt64:
		return strconv.AppendInt(b, int64(v.num), 10)
	case KindUint64:
		return strconv.AppendUint(b, v.num, 10)
	case KindFloat64:
		return strconv.AppendFloat(b, v.Float64(), 'g', -1, 64)
	case KindBool:
		return strconv.AppendBool(b, v.Bool())
	case KindDuration:
		return append(b, v.Duration().String()...)
	case KindTime:
		return append(b, v.Time().String()...)
	}
	return fmt.Append(b, v.any)
}

// Equal reports whether v and w represent the same Go value.
func (v Value) Equal(w Value) bool {
	if v.kind != w.kind {
		return false
	}
	switch v.kind {
	case KindString:
		return v.str == w.str
	case KindFloat64:
		return v.Float64() == w.Float64()
	case KindTime:
		return v.Time().Equal(w.Time())
	case KindAny, KindLogValuer:
		return v.any == w.any
	case KindGroup:
		return slices.EqualFunc(v.group(), w.group(), Attr.Equal)
	}
	return v.num == w.num
}

// callers lists the innermost functions of a panic.
func callers() string {
	var pcs [5]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(4, pcs[:])])
	text := ""
	for more := true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		text += fmt.Sprintf("called from %s (%s:%d)\n", f.Function, f.File, f.Line)
	}
	return text
}

const maxResolve = 100

// Resolve calls LogValue until the result is no LogValuer; a panic or too many calls give an error's Value.
func (v Value) Resolve() (result Value) {
	original := v
	defer func() {
		if r := recover(); r != nil {
			result = AnyValue(fmt.Errorf("LogValue panicked\n%s", callers()))
		}
	}()
	for range maxResolve {
		if v.kind != KindLogValuer {
			return v
		}
		v = v.LogValuer().LogValue()
	}
	return AnyValue(fmt.Errorf("LogValue called too many times on type %T", original.any))
}

// An Attr is a key-value pair.
type Attr struct {
	Key   string
	Value Value
}

func String(key, value string) Attr             { return Attr{key, StringValue(value)} }
func Int64(key string, value int64) Attr        { return Attr{key, Int64Value(value)} }
func Int(key string, value int) Attr            { return Int64(key, int64(value)) }
func Uint64(key string, v uint64) Attr          { return Attr{key, Uint64Value(v)} }
func Float64(key string, v float64) Attr        { return Attr{key, Float64Value(v)} }
func Bool(key string, v bool) Attr              { return Attr{key, BoolValue(v)} }
func Time(key string, v time.Time) Attr         { return Attr{key, TimeValue(v)} }
func Duration(key string, v time.Duration) Attr { return Attr{key, DurationValue(v)} }
func Any(key string, value any) Attr            { return Attr{key, AnyValue(value)} }
func Group(key string, args ...any) Attr        { return Attr{key, GroupValue(attrs(args)...)} }
func GroupAttrs(key string, attrs ...Attr) Attr { return Attr{key, GroupValue(attrs...)} }
func (a Attr) Equal(b Attr) bool                { return a.Key == b.Key && a.Value.Equal(b.Value) }
func (a Attr) String() string                   { return a.Key + "=" + a.Value.String() }
func (a Attr) isEmpty() bool {
	return a.Key == "" && a.Value.num == 0 && a.Value.any == nil && a.Value.kind == KindAny
}

const badKey = "!BADKEY"

// next takes an Attr from the front of a list of arguments: an Attr, or a key and a value.
func next(args []any) (Attr, []any) {
	switch x := args[0].(type) {
	case string:
		if len(args) == 1 {
			return String(badKey, x), nil
		}
		return Any(x, args[1]), args[2:]
	case Attr:
		return x, args[1:]
	}
	return Any(badKey, args[0]), args[1:]
}

func attrs(args []any) (list []Attr) {
	for len(args) > 0 {
		var a Attr
		a, args = next(args)
		list = append(list, a)
	}
	return list
}
