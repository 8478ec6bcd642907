// Package maphash provides hash functions on byte sequences and comparable values, for hash tables: they differ from
// seed to seed, and are not for cryptography.
package maphash

import (
	"errors"
	"hash"
	"internal/rt"
	"math"
	"math/bits"
	"reflect"
)

// A Seed selects a hash function. It is made by MakeSeed.
type Seed struct{ s uint64 }

// MakeSeed returns a new random seed.
func MakeSeed() Seed {
	for {
		if s := rt.Rand64(); s != 0 {
			return Seed{s}
		}
	}
}

func (s Seed) need() uint64 {
	if s.s == 0 {
		panic("maphash: use of uninitialized Seed")
	}
	return s.s
}

// Odd constants whose bits look random: the fractions of square roots of 2 and 3.
const (
	mix1 = 0x6a09e667f3bcc909
	mix2 = 0xbb67ae8584caa73b
)

// mix folds a word into a state, by a product of twice the width.
func mix(state, word uint64) uint64 {
	hi, lo := bits.Mul64(state^mix1, word^mix2)
	return hi ^ lo + state
}

// finish makes every bit of the result depend on all of the state.
func finish(state, n uint64) uint64 {
	state = mix(state, n)
	return mix(state^state>>29, mix2)
}

func word(b []byte) (w uint64) {
	for i, c := range b {
		w |= uint64(c) << (8 * uint(i))
	}
	return w
}

// A Hash computes a seeded hash of a byte sequence. The zero Hash seeds itself.
type Hash struct {
	seed  Seed
	state uint64
	tail  [8]byte // bytes that do not make a word yet
	n     uint64  // bytes so far
}

func (h *Hash) init() {
	if h.seed.s == 0 {
		h.SetSeed(MakeSeed())
	}
}

// Seed returns h's seed value; SetSeed sets it, and discards all bytes added so far.
func (h *Hash) Seed() Seed {
	h.init()
	return h.seed
}

func (h *Hash) SetSeed(seed Seed) {
	h.state = seed.need()
	h.seed, h.n = seed, 0
}

// Reset discards all bytes added to h.
func (h *Hash) Reset() {
	h.init()
	h.SetSeed(h.seed)
}

// Write, WriteString and WriteByte add to the sequence of bytes. They never fail.
func (h *Hash) Write(b []byte) (int, error) {
	for _, c := range b {
		h.WriteByte(c)
	}
	return len(b), nil
}

func (h *Hash) WriteString(s string) (int, error) {
	for i := 0; i < len(s); i++ {
		h.WriteByte(s[i])
	}
	return len(s), nil
}

func (h *Hash) WriteByte(b byte) error {
	h.init()
	h.tail[h.n%8] = b
	if h.n++; h.n%8 == 0 {
		h.state = mix(h.state, word(h.tail[:]))
	}
	return nil
}

// Sum64 returns h's current 64-bit value; Sum appends its bytes to b.
func (h *Hash) Sum64() uint64 {
	h.init()
	state := h.state
	if rest := h.n % 8; rest > 0 {
		state = mix(state, word(h.tail[:rest]))
	}
	return finish(state, h.n)
}

func (h *Hash) Sum(b []byte) []byte {
	x := h.Sum64()
	for shift := 56; shift >= 0; shift -= 8 {
		b = append(b, byte(x>>uint(shift)))
	}
	return b
}

// Size returns h's hash value size, 8 bytes.
func (h *Hash) Size() int { return 8 }

// BlockSize returns h's block size.
func (h *Hash) BlockSize() int { return 8 }

// Clone returns a copy of h.
func (h *Hash) Clone() (hash.Cloner, error) {
	h.init()
	c := *h
	return &c, nil
}

// Bytes and String return the hash of b or s with the given seed.
func Bytes(seed Seed, b []byte) uint64 {
	var h Hash
	h.SetSeed(seed)
	h.Write(b)
	return h.Sum64()
}

func String(seed Seed, s string) uint64 {
	var h Hash
	h.SetSeed(seed)
	h.WriteString(s)
	return h.Sum64()
}

// Comparable returns the hash of a comparable value with the given seed: equal values have equal hashes.
func Comparable[T comparable](seed Seed, v T) uint64 {
	var h Hash
	h.SetSeed(seed)
	WriteComparable(&h, v)
	return h.Sum64()
}

// WriteComparable adds a comparable value to the data hashed by h.
func WriteComparable[T comparable](h *Hash, x T) {
	h.init()
	h.value(reflect.ValueOf(&x).Elem())
}

func (h *Hash) number(x uint64) {
	for range 8 {
		h.WriteByte(byte(x))
		x >>= 8
	}
}

// float takes 0 and -0 for the same, and no NaN for another.
func (h *Hash) float(f float64) {
	switch {
	case f == 0:
		h.number(0)
	case f != f:
		h.number(rt.Rand64())
	default:
		h.number(math.Float64bits(f))
	}
}

func (h *Hash) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			h.WriteByte(1)
		} else {
			h.WriteByte(0)
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		h.number(uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		h.number(v.Uint())
	case reflect.Float32, reflect.Float64:
		h.float(v.Float())
	case reflect.Complex64, reflect.Complex128:
		h.float(real(v.Complex()))
		h.float(imag(v.Complex()))
	case reflect.String:
		h.number(uint64(v.Len()))
		h.WriteString(v.String())
	case reflect.Array:
		for i := range v.Len() {
			h.value(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Name != "_" {
				h.value(v.Field(i))
			}
		}
	case reflect.Interface:
		h.dynamic(v)
	case reflect.Chan, reflect.Pointer, reflect.UnsafePointer:
		h.number(uint64(v.Pointer()))
	default:
		panic(errors.New("hash of unhashable type " + v.Type().String()))
	}
}

// dynamic adds what an interface holds, with its type.
func (h *Hash) dynamic(v reflect.Value) {
	if v.IsNil() {
		h.WriteByte(0)
		return
	}
	v = v.Elem()
	h.WriteString(v.Type().PkgPath())
	h.WriteString(v.Type().String())
	h.value(v)
}
