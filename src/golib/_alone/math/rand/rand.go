// Package rand implements pseudo-random number generators suitable for tasks such as simulation. The
// top-level functions draw from the machine's seeded source until Seed is called. A seeded source here
// is SplitMix64: its sequence is fixed by the seed, but it is not that of Go's own generator, whose
// tables are not documented.
package rand

import (
	"internal/rt"
	"math"
)

// A Source represents a source of uniformly-distributed pseudo-random int64 values in [0, 1<<63).
type Source interface {
	Int63() int64
	Seed(seed int64)
}

// A Source64 is a Source that can also generate uniformly-distributed uint64 values directly.
type Source64 interface {
	Source
	Uint64() uint64
}

type splitMix struct {
	state uint64
}

func (s *splitMix) Seed(seed int64) { s.state = uint64(seed) }
func (s *splitMix) Int63() int64    { return int64(s.Uint64() >> 1) }

func (s *splitMix) Uint64() uint64 {
	s.state += 0x9e3779b97f4a7c15
	z := s.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// NewSource returns a new pseudo-random Source seeded with the given value.
func NewSource(seed int64) Source { return &splitMix{uint64(seed)} }

// machine is the machine's own source.
type machine struct{}

func (machine) Seed(int64)     {}
func (machine) Int63() int64   { return int64(rt.Rand64() >> 1) }
func (machine) Uint64() uint64 { return rt.Rand64() }

var global = New(machine{})

// A Rand is a source of random numbers.
type Rand struct {
	src  Source
	left int    // bytes that Read still has
	rest uint64 // and which
}

// New returns a new Rand that uses random values from src to generate other random values.
func New(src Source) *Rand { return &Rand{src: src} }

// Seed uses the provided seed value to initialize the generator to a deterministic state.
func (r *Rand) Seed(seed int64) {
	r.src.Seed(seed)
	r.left = 0
}

func (r *Rand) Int63() int64   { return r.src.Int63() }
func (r *Rand) Uint32() uint32 { return uint32(r.src.Int63() >> 31) }
func (r *Rand) Int31() int32   { return int32(r.src.Int63() >> 32) }
func (r *Rand) Int() int       { return int(r.src.Int63()) }

func (r *Rand) Uint64() uint64 {
	if s, ok := r.src.(Source64); ok {
		return s.Uint64()
	}
	return uint64(r.Int63())>>31 | uint64(r.Int63())<<32
}

// Int63n returns a non-negative pseudo-random number in [0,n). It panics if n <= 0.
func (r *Rand) Int63n(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int63n")
	}
	if n&(n-1) == 0 {
		return r.Int63() & (n - 1)
	}
	limit := int64(1<<63 - 1 - (1<<63)%uint64(n))
	v := r.Int63()
	for v > limit {
		v = r.Int63()
	}
	return v % n
}

func (r *Rand) Int31n(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int31n")
	}
	return int32(r.Int63n(int64(n)))
}

func (r *Rand) Intn(n int) int {
	if n <= 0 {
		panic("invalid argument to Intn")
	}
	return int(r.Int63n(int64(n)))
}

// Float64 returns a pseudo-random number in the half-open interval [0.0,1.0).
func (r *Rand) Float64() float64 { return float64(r.Int63()>>10) / (1 << 53) }
func (r *Rand) Float32() float32 { return float32(r.Int63()>>39) / (1 << 24) }

// Perm returns a pseudo-random permutation of the integers in [0,n).
func (r *Rand) Perm(n int) []int {
	p := make([]int, n)
	for i := range p {
		j := r.Intn(i + 1)
		p[i] = p[j]
		p[j] = i
	}
	return p
}

// Shuffle pseudo-randomizes the order of elements.
func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	for i := n - 1; i > 0; i-- {
		swap(i, int(r.Int63n(int64(i+1))))
	}
}

// Read generates len(p) random bytes and writes them into p. It always returns len(p) and a nil error.
func (r *Rand) Read(p []byte) (n int, err error) {
	for i := range p {
		if r.left == 0 {
			r.rest, r.left = r.Uint64(), 8
		}
		p[i] = byte(r.rest)
		r.rest >>= 8
		r.left--
	}
	return len(p), nil
}

// NormFloat64 returns a normally distributed number, by Marsaglia's polar method.
func (r *Rand) NormFloat64() float64 {
	for {
		x, y := 2*r.Float64()-1, 2*r.Float64()-1
		if s := x*x + y*y; 0 < s && s < 1 {
			return x * math.Sqrt(-2*math.Log(s)/s)
		}
	}
}

// ExpFloat64 returns an exponentially distributed number with rate 1.
func (r *Rand) ExpFloat64() float64 { return -math.Log(1 - r.Float64()) }

// Seed has no effect since Go 1.24.
func Seed(seed int64) {}

func Int63() int64                       { return global.Int63() }
func Uint32() uint32                     { return global.Uint32() }
func Uint64() uint64                     { return global.Uint64() }
func Int31() int32                       { return global.Int31() }
func Int() int                           { return global.Int() }
func Int63n(n int64) int64               { return global.Int63n(n) }
func Int31n(n int32) int32               { return global.Int31n(n) }
func Intn(n int) int                     { return global.Intn(n) }
func Float64() float64                   { return global.Float64() }
func Float32() float32                   { return global.Float32() }
func Perm(n int) []int                   { return global.Perm(n) }
func Shuffle(n int, swap func(i, j int)) { global.Shuffle(n, swap) }
func Read(p []byte) (n int, err error)   { return global.Read(p) }
func NormFloat64() float64               { return global.NormFloat64() }
func ExpFloat64() float64                { return global.ExpFloat64() }
