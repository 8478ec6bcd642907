package testing

import (
	"bytes"
	"fmt"
	"math"
	"math/rand"
	"reflect"
	"unicode/utf8"
)

// A mutator makes inputs out of others.
type mutator struct{ random *rand.Rand }

// How long a text may become.
const maxFuzzText = 1 << 16

// input changes one of the corpus, in one to several places.
func (m *mutator) input(corpus []seed) []any {
	from := corpus[m.random.Intn(len(corpus))].values
	values := append([]any(nil), from...)
	for range 1 + m.random.Intn(5) {
		i := m.random.Intn(len(values))
		values[i] = m.value(values[i], corpus[m.random.Intn(len(corpus))].values[i])
	}
	return values
}

// value returns another value of v's type; other is one that was interesting before.
func (m *mutator) value(v, other any) any {
	if text, ok := bytesOf(v); ok {
		more, _ := bytesOf(other)
		return like(v, m.text(text, more))
	}
	out := reflect.New(reflect.TypeOf(v)).Elem()
	in := reflect.ValueOf(v)
	switch {
	case out.Kind() == reflect.Bool:
		out.SetBool(!in.Bool())
	case out.CanInt():
		out.SetInt(int64(m.number(uint64(in.Int()))))
	case out.CanUint():
		out.SetUint(m.number(in.Uint()))
	default:
		out.SetFloat(m.float(in.Float()))
	}
	return out.Interface()
}

// number changes an integer, whose highest bits may be lost.
func (m *mutator) number(n uint64) uint64 {
	switch m.random.Intn(5) {
	case 0:
		return n + uint64(1+m.random.Intn(64))
	case 1:
		return n - uint64(1+m.random.Intn(64))
	case 2:
		return n ^ 1<<m.random.Intn(64)
	case 3:
		return interesting[m.random.Intn(len(interesting))]
	}
	return m.random.Uint64() >> m.random.Intn(64)
}

// Values at which programs go wrong.
var interesting = []uint64{0, 1, 10, 16, 32, 64, 100, 127, 128, 255, 256, 1000, 1024, 4096, 32767, 32768, 65535, 65536,
	math.MaxInt32, 1 << 31, math.MaxUint32, 1 << 32, math.MaxInt64, 1 << 63, math.MaxUint64, math.MaxUint64 - 1}

func (m *mutator) float(f float64) float64 {
	switch m.random.Intn(5) {
	case 0:
		return f + float64(1+m.random.Intn(64))
	case 1:
		return f - float64(1+m.random.Intn(64))
	case 2:
		return f * float64(1+m.random.Intn(64))
	case 3:
		return f / float64(2+m.random.Intn(64))
	}
	return math.Float64frombits(math.Float64bits(f) ^ 1<<m.random.Intn(64))
}

// A textChange changes b; other is a text to take pieces from.
type textChange func(m *mutator, b, other []byte) []byte

var textChanges = []textChange{
	func(m *mutator, b, other []byte) []byte { // a bit
		b[m.random.Intn(len(b))] ^= 1 << m.random.Intn(8)
		return b
	},
	func(m *mutator, b, other []byte) []byte { // a byte
		b[m.random.Intn(len(b))] = byte(m.random.Intn(256))
		return b
	},
	func(m *mutator, b, other []byte) []byte { // a printable one
		b[m.random.Intn(len(b))] = byte(' ' + m.random.Intn('~'-' '+1))
		return b
	},
	func(m *mutator, b, other []byte) []byte { // a bit more or less
		b[m.random.Intn(len(b))] += byte(m.random.Intn(71) - 35)
		return b
	},
	func(m *mutator, b, other []byte) []byte { // two change places
		i, j := m.random.Intn(len(b)), m.random.Intn(len(b))
		b[i], b[j] = b[j], b[i]
		return b
	},
	func(m *mutator, b, other []byte) []byte { // a piece goes
		from, to := m.piece(b)
		return append(b[:from], b[to:]...)
	},
	func(m *mutator, b, other []byte) []byte { // a piece comes twice
		from, to := m.piece(b)
		return m.insert(b, bytes.Clone(b[from:to]))
	},
	func(m *mutator, b, other []byte) []byte { // a piece over another
		from, to := m.piece(b)
		copy(b[m.random.Intn(len(b)):], bytes.Clone(b[from:to]))
		return b
	},
	func(m *mutator, b, other []byte) []byte { // a word in either order of bytes
		size := 1 << m.random.Intn(4)
		if size > len(b) {
			return b
		}
		n, at, big := interesting[m.random.Intn(len(interesting))], m.random.Intn(len(b)-size+1), m.random.Intn(2) == 0
		for i := range size {
			if big {
				b[at+size-1-i] = byte(n >> (8 * i))
			} else {
				b[at+i] = byte(n >> (8 * i))
			}
		}
		return b
	},
	func(m *mutator, b, other []byte) []byte { // a piece of the other
		if len(other) == 0 {
			return b
		}
		from, to := m.piece(other)
		return m.insert(b, other[from:to])
	},
}

// text changes a text, which is the caller's to lose.
func (m *mutator) text(b, other []byte) []byte {
	if len(b) == 0 || m.random.Intn(8) == 0 {
		more := make([]byte, 1+m.random.Intn(8))
		m.random.Read(more)
		return m.insert(b, more)
	}
	return textChanges[m.random.Intn(len(textChanges))](m, b, other)
}

// piece returns the bounds of a part of b, which is not empty; short ones are likelier.
func (m *mutator) piece(b []byte) (from, to int) {
	n := 1 + m.random.Intn(len(b))
	if m.random.Intn(2) == 0 {
		n = min(n, 1+m.random.Intn(8))
	}
	from = m.random.Intn(len(b) - n + 1)
	return from, from + n
}

func (m *mutator) insert(b, more []byte) []byte {
	if len(b)+len(more) > maxFuzzText {
		return b
	}
	at := m.random.Intn(len(b) + 1)
	return append(b[:at:at], append(bytes.Clone(more), b[at:]...)...)
}

// marshal writes values as a file of seeds has them.
func marshal(values []any) []byte {
	var b bytes.Buffer
	b.WriteString(seedVersion + "\n")
	for _, v := range values {
		switch v := v.(type) {
		case string:
			fmt.Fprintf(&b, "string(%q)\n", v)
		case []byte:
			fmt.Fprintf(&b, "[]byte(%q)\n", v)
		case byte:
			fmt.Fprintf(&b, "byte(%q)\n", v)
		case float32:
			if bits := math.Float32bits(v); math.IsNaN(float64(v)) && bits != math.Float32bits(float32(math.NaN())) {
				fmt.Fprintf(&b, "math.Float32frombits(0x%x)\n", bits)
			} else {
				fmt.Fprintf(&b, "float32(%v)\n", v)
			}
		case float64:
			if bits := math.Float64bits(v); math.IsNaN(v) && bits != math.Float64bits(math.NaN()) {
				fmt.Fprintf(&b, "math.Float64frombits(0x%x)\n", bits)
			} else {
				fmt.Fprintf(&b, "float64(%v)\n", v)
			}
		case rune:
			if utf8.ValidRune(v) {
				fmt.Fprintf(&b, "rune(%q)\n", v)
			} else {
				fmt.Fprintf(&b, "int32(%v)\n", v)
			}
		default:
			fmt.Fprintf(&b, "%T(%v)\n", v, v)
		}
	}
	return b.Bytes()
}
