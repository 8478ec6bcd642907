//go:build !go1.26

// Package sha3 implements the SHA-3 hash algorithms and the SHAKE extendable output functions of FIPS 202, and cSHAKE of
// NIST SP 800-185.
package sha3

import (
	"encoding/binary"
	"errors"
	"hash"
	"math/bits"
)

const stateBytes = 200

// Domain separators, with the first bit of the padding (FIPS 202, 6.1 and 6.2; SP 800-185, 3.3).
const (
	separatorHash   = 0x06
	separatorShake  = 0x1f
	separatorCShake = 0x04
)

// roundConstants are those of the step called iota (FIPS 202, 3.2.5), made by its shift register.
var roundConstants = func() (rc [24]uint64) {
	r := byte(1)
	for i := range rc {
		for j := range 7 {
			if r&1 != 0 {
				rc[i] |= 1 << (1<<j - 1)
			}
			high := r >> 7
			r <<= 1
			if high != 0 {
				r ^= 0x71
			}
		}
	}
	return
}()

// The steps rho and pi: lane i goes to places[i], rotated by turns[i] (FIPS 202, 3.2.2 and 3.2.3).
var places, turns = func() (to [25]int, by [25]int) {
	x, y := 1, 0
	for t := range 24 {
		by[x+5*y] = (t + 1) * (t + 2) / 2 % 64
		x, y = y, (2*x+3*y)%5
	}
	for i := range to {
		x, y := i%5, i/5
		to[i] = y + 5*((2*x+3*y)%5)
	}
	return
}()

// permute is Keccak-f[1600].
func permute(a *[25]uint64) {
	var b [25]uint64
	var c [5]uint64
	for round := range roundConstants {
		for x := range c {
			c[x] = a[x] ^ a[x+5] ^ a[x+10] ^ a[x+15] ^ a[x+20]
		}
		for x := range c {
			d := c[(x+4)%5] ^ bits.RotateLeft64(c[(x+1)%5], 1)
			for y := 0; y < 25; y += 5 {
				a[x+y] ^= d
			}
		}
		for i, v := range a {
			b[places[i]] = bits.RotateLeft64(v, turns[i])
		}
		for y := 0; y < 25; y += 5 {
			for x := range c {
				a[x+y] = b[x+y] ^ ^b[(x+1)%5+y]&b[(x+2)%5+y]
			}
		}
		a[0] ^= roundConstants[round]
	}
}

// A sponge takes bytes in and gives bytes out, rate of them for each permutation.
type sponge struct {
	a         [25]uint64
	n         int // bytes taken in, or given out, since the last permutation
	rate      int
	size      int // of the hash
	separator byte
	squeezing bool
}

func (s *sponge) reset() {
	s.a, s.n, s.squeezing = [25]uint64{}, 0, false
}

func (s *sponge) write(p []byte) {
	if s.squeezing {
		panic("sha3: Write after Read")
	}
	for _, b := range p {
		s.a[s.n/8] ^= uint64(b) << (s.n % 8 * 8)
		if s.n++; s.n == s.rate {
			permute(&s.a)
			s.n = 0
		}
	}
}

func (s *sponge) read(p []byte) {
	if !s.squeezing {
		s.a[s.n/8] ^= uint64(s.separator) << (s.n % 8 * 8)
		s.a[(s.rate-1)/8] ^= 0x80 << ((s.rate - 1) % 8 * 8)
		permute(&s.a)
		s.n, s.squeezing = 0, true
	}
	for i := range p {
		if s.n == s.rate {
			permute(&s.a)
			s.n = 0
		}
		p[i] = byte(s.a[s.n/8] >> (s.n % 8 * 8))
		s.n++
	}
}

// A marshaled sponge is the magic word, the rate, the state, n and whether it gives out.
const marshaledSize = 4 + 1 + stateBytes + 1 + 1

func magic(separator byte) string {
	switch separator {
	case separatorShake:
		return "sha\x09"
	case separatorCShake:
		return "sha\x0a"
	}
	return "sha\x08"
}

func (s *sponge) appendTo(p []byte) []byte {
	p = append(p, magic(s.separator)...)
	p = append(p, byte(s.rate))
	for _, v := range s.a {
		p = binary.LittleEndian.AppendUint64(p, v)
	}
	p = append(p, byte(s.n), 0)
	if s.squeezing {
		p[len(p)-1] = 1
	}
	return p
}

func (s *sponge) from(p []byte) error {
	switch {
	case len(p) != marshaledSize:
		return errors.New("sha3: invalid hash state")
	case string(p[:4]) != magic(s.separator):
		return errors.New("sha3: invalid hash state identifier")
	case int(p[4]) != s.rate:
		return errors.New("sha3: invalid hash state function")
	case int(p[205]) > s.rate || p[206] > 1:
		return errors.New("sha3: invalid hash state")
	}
	for i := range s.a {
		s.a[i] = binary.LittleEndian.Uint64(p[5+8*i:])
	}
	s.n, s.squeezing = int(p[205]), p[206] == 1
	return nil
}

// SHA3 is an instance of a SHA-3 hash. It implements hash.Hash. The zero value is a usable SHA3-256 hash.
type SHA3 struct {
	s sponge
}

func newHash(size int) *SHA3 {
	return &SHA3{sponge{rate: stateBytes - 2*size, size: size, separator: separatorHash}}
}

func (s *SHA3) ready() {
	if s.s.rate == 0 {
		*s = *New256()
	}
}

// New224, New256, New384 and New512 create hashes of so many bits.
func New224() *SHA3 { return newHash(28) }
func New256() *SHA3 { return newHash(32) }
func New384() *SHA3 { return newHash(48) }
func New512() *SHA3 { return newHash(64) }

// Write absorbs more data into the hash's state.
func (s *SHA3) Write(p []byte) (n int, err error) {
	s.ready()
	s.s.write(p)
	return len(p), nil
}

// Sum appends the current hash to b and returns the resulting slice.
func (s *SHA3) Sum(b []byte) []byte {
	s.ready()
	copied, sum := s.s, make([]byte, s.s.size)
	copied.read(sum)
	return append(b, sum...)
}

// Reset resets the hash to its initial state.
func (s *SHA3) Reset() {
	s.ready()
	s.s.reset()
}

// Size returns the number of bytes Sum will produce.
func (s *SHA3) Size() int {
	s.ready()
	return s.s.size
}

// BlockSize returns the hash's rate.
func (s *SHA3) BlockSize() int {
	s.ready()
	return s.s.rate
}

// MarshalBinary, AppendBinary and UnmarshalBinary save and restore the state.
func (s *SHA3) MarshalBinary() ([]byte, error) { return s.AppendBinary(nil) }

func (s *SHA3) AppendBinary(p []byte) ([]byte, error) {
	s.ready()
	return s.s.appendTo(p), nil
}

func (s *SHA3) UnmarshalBinary(data []byte) error {
	s.ready()
	return s.s.from(data)
}

// Clone returns a hash in the same state.
func (d *SHA3) Clone() (hash.Cloner, error) {
	d.ready()
	copied := *d
	return &copied, nil
}

func sum(h *SHA3, data []byte, out []byte) {
	h.s.write(data)
	h.s.read(out)
}

// Sum224, Sum256, Sum384 and Sum512 return the hash of data.
func Sum224(data []byte) (out [28]byte) { sum(New224(), data, out[:]); return }
func Sum256(data []byte) (out [32]byte) { sum(New256(), data, out[:]); return }
func Sum384(data []byte) (out [48]byte) { sum(New384(), data, out[:]); return }
func Sum512(data []byte) (out [64]byte) { sum(New512(), data, out[:]); return }

// SHAKE is an instance of a SHAKE extendable output function. The zero value is a usable SHAKE256.
type SHAKE struct {
	s     sponge
	start []byte // what every use begins with: a cSHAKE's function name and customization, padded
}

func newShake(rate int) *SHAKE {
	return &SHAKE{s: sponge{rate: rate, separator: separatorShake}}
}

func (s *SHAKE) ready() {
	if s.s.rate == 0 {
		*s = *NewSHAKE256()
	}
}

// NewSHAKE128 and NewSHAKE256 create XOFs of that strength.
func NewSHAKE128() *SHAKE { return newShake(168) }
func NewSHAKE256() *SHAKE { return newShake(136) }

// leftEncode is a number with its length in bytes before it (SP 800-185, 2.3.1).
func leftEncode(n uint64) []byte {
	b := binary.BigEndian.AppendUint64([]byte{0}, n)
	i := 1
	for i < 8 && b[i] == 0 {
		i++
	}
	b[i-1] = byte(9 - i)
	return b[i-1:]
}

func encodeString(p []byte) []byte { return append(leftEncode(uint64(len(p))*8), p...) }

func newCShake(rate int, name, custom []byte) *SHAKE {
	s := newShake(rate)
	if len(name) == 0 && len(custom) == 0 {
		return s
	}
	s.s.separator = separatorCShake
	s.start = append(append(leftEncode(uint64(rate)), encodeString(name)...), encodeString(custom)...)
	for len(s.start)%rate != 0 {
		s.start = append(s.start, 0)
	}
	s.s.write(s.start)
	return s
}

// NewCSHAKE128 and NewCSHAKE256 create cSHAKEs: N is the function's name, S a customization string.
func NewCSHAKE128(N, S []byte) *SHAKE { return newCShake(168, N, S) }
func NewCSHAKE256(N, S []byte) *SHAKE { return newCShake(136, N, S) }

// Write absorbs more data into the XOF's state. It panics if any output has already been read.
func (s *SHAKE) Write(p []byte) (n int, err error) {
	s.ready()
	s.s.write(p)
	return len(p), nil
}

// Read squeezes more output from the XOF.
func (s *SHAKE) Read(p []byte) (n int, err error) {
	s.ready()
	s.s.read(p)
	return len(p), nil
}

// Reset resets the XOF to its initial state.
func (s *SHAKE) Reset() {
	s.ready()
	s.s.reset()
	s.s.write(s.start)
}

// BlockSize returns the rate of the XOF.
func (s *SHAKE) BlockSize() int {
	s.ready()
	return s.s.rate
}

// MarshalBinary, AppendBinary and UnmarshalBinary save and restore the state, and what it began with.
func (s *SHAKE) MarshalBinary() ([]byte, error) { return s.AppendBinary(nil) }

func (s *SHAKE) AppendBinary(p []byte) ([]byte, error) {
	s.ready()
	return append(s.s.appendTo(p), s.start...), nil
}

func (s *SHAKE) UnmarshalBinary(data []byte) error {
	s.ready()
	if len(data) < marshaledSize {
		return errors.New("sha3: invalid hash state")
	}
	if err := s.s.from(data[:marshaledSize]); err != nil {
		return err
	}
	s.start = append([]byte(nil), data[marshaledSize:]...)
	return nil
}

// SumSHAKE128 and SumSHAKE256 return length bytes of the output for data.
func SumSHAKE128(data []byte, length int) []byte { return sumShake(NewSHAKE128(), data, length) }
func SumSHAKE256(data []byte, length int) []byte { return sumShake(NewSHAKE256(), data, length) }

func sumShake(s *SHAKE, data []byte, length int) []byte {
	out := make([]byte, length)
	s.s.write(data)
	s.s.read(out)
	return out
}
