//go:build !go1.26

package mlkem

import (
	"crypto/sha3"
	"crypto/subtle"
	"errors"
)

// Sizes in bytes that all sets of parameters share.
const (
	SharedKeySize = 32
	SeedSize      = 64
	RandomSize    = 32 // what an encapsulation takes
	polySize      = n * 12 / 8
)

// Parameters are a set of FIPS 203's: the rank of its vectors, and the bits that are kept of a ciphertext's two parts.
type Parameters struct{ rank, du, dv int }

var (
	MLKEM768  = Parameters{3, 10, 4}
	MLKEM1024 = Parameters{4, 11, 5}
)

// EncapsulationKeySize and CiphertextSize are in bytes.
func (p Parameters) EncapsulationKeySize() int { return p.rank*polySize + 32 }
func (p Parameters) CiphertextSize() int       { return p.rank*n*p.du/8 + n*p.dv/8 }

// An EncapsulationKey is the public half.
type EncapsulationKey struct {
	Parameters
	t      []*poly // transforms
	rho    [32]byte
	matrix []*poly // that rho gives, row by row
	hash   [32]byte
}

// A DecapsulationKey is the secret half, and the public one.
type DecapsulationKey struct {
	EncapsulationKey
	seed [SeedSize]byte
	s    []*poly // transforms
}

// expand makes the matrix.
func (k *EncapsulationKey) expand() {
	for row := 0; row < k.rank; row++ {
		for column := 0; column < k.rank; column++ {
			k.matrix = append(k.matrix, uniform(k.rho[:], byte(column), byte(row)))
		}
	}
}

// NewDecapsulationKey makes the key of a seed: algorithms 13 and 16.
func NewDecapsulationKey(p Parameters, seed []byte) (*DecapsulationKey, error) {
	if len(seed) != SeedSize {
		return nil, errors.New("mlkem: invalid seed length")
	}
	k := new(DecapsulationKey)
	k.Parameters = p
	copy(k.seed[:], seed)
	both := sha3.Sum512(append(append([]byte(nil), seed[:32]...), byte(p.rank)))
	copy(k.rho[:], both[:32])
	k.expand()
	for i := 0; i < 2*p.rank; i++ {
		f := noise(both[32:], byte(i))
		f.transform()
		if i < p.rank {
			k.s = append(k.s, f)
			continue
		}
		row := k.matrix[(i-p.rank)*p.rank:]
		for j, s := range k.s {
			f.addProduct(row[j], s)
		}
		k.t = append(k.t, f)
	}
	k.hash = sha3.Sum256(k.EncapsulationKey.Bytes())
	return k, nil
}

// NewEncapsulationKey reads what EncapsulationKey.Bytes wrote.
func NewEncapsulationKey(p Parameters, b []byte) (*EncapsulationKey, error) {
	if len(b) != p.EncapsulationKeySize() {
		return nil, errors.New("mlkem: invalid encapsulation key length")
	}
	k := &EncapsulationKey{Parameters: p, hash: sha3.Sum256(b)}
	for i := 0; i < p.rank; i++ {
		f := bits(b, 12)
		for _, x := range f {
			if x >= q {
				return nil, errors.New("mlkem: invalid polynomial encoding")
			}
		}
		k.t = append(k.t, f)
		b = b[polySize:]
	}
	copy(k.rho[:], b)
	k.expand()
	return k, nil
}

// Bytes returns the key as it is sent.
func (k *EncapsulationKey) Bytes() []byte {
	b := make([]byte, 0, k.EncapsulationKeySize())
	for _, f := range k.t {
		b = f.appendBits(b, 12)
	}
	return append(b, k.rho[:]...)
}

// Seed returns the seed that the key was made of.
func (k *DecapsulationKey) Seed() []byte { return append([]byte(nil), k.seed[:]...) }

// encrypt is algorithm 14.
func (k *EncapsulationKey) encrypt(message, random []byte) []byte {
	var y []*poly
	for i := 0; i < k.rank; i++ {
		f := noise(random, byte(i))
		f.transform()
		y = append(y, f)
	}
	c := make([]byte, 0, k.CiphertextSize())
	v := new(poly)
	for i := 0; i < k.rank; i++ {
		u := new(poly)
		for j := range y {
			u.addProduct(k.matrix[j*k.rank+i], y[j])
		}
		u.restore()
		u.add(noise(random, byte(k.rank+i)))
		c = u.appendCompressed(c, k.du)
		v.addProduct(k.t[i], y[i])
	}
	v.restore()
	v.add(noise(random, byte(2*k.rank)))
	v.add(decompressed(message, 1))
	return v.appendCompressed(c, k.dv)
}

// decrypt is algorithm 15.
func (k *DecapsulationKey) decrypt(c []byte) []byte {
	w := new(poly)
	for i := 0; i < k.rank; i++ {
		u := decompressed(c, k.du)
		u.transform()
		w.addProduct(k.s[i], u)
		c = c[n*k.du/8:]
	}
	w.restore()
	v := decompressed(c, k.dv)
	for i := range v {
		v[i] = uint16(once(uint32(v[i]) + q - uint32(w[i])))
	}
	return v.appendCompressed(nil, 1)
}

// Encapsulate returns a key to share and what tells it to who can decapsulate: algorithm 17. random has RandomSize bytes.
func (k *EncapsulationKey) Encapsulate(random []byte) (sharedKey, ciphertext []byte) {
	both := sha3.Sum512(append(append([]byte(nil), random...), k.hash[:]...))
	return append([]byte(nil), both[:SharedKeySize]...), k.encrypt(random, both[SharedKeySize:])
}

// Decapsulate returns the key that a ciphertext tells, or for a wrong one a key that nobody else has: algorithm 18.
func (k *DecapsulationKey) Decapsulate(ciphertext []byte) (sharedKey []byte, err error) {
	if len(ciphertext) != k.CiphertextSize() {
		return nil, errors.New("mlkem: invalid ciphertext length")
	}
	message := k.decrypt(ciphertext)
	both := sha3.Sum512(append(message, k.hash[:]...))
	sharedKey = sha3.SumSHAKE256(append(append([]byte(nil), k.seed[32:]...), ciphertext...), SharedKeySize)
	right := subtle.ConstantTimeCompare(ciphertext, k.encrypt(message, both[SharedKeySize:]))
	subtle.ConstantTimeCopy(right, sharedKey, both[:SharedKeySize])
	return sharedKey, nil
}
