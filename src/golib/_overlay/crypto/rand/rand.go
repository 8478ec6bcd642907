//go:build !go1.26

// Package rand implements a cryptographically secure random number generator: the system's.
package rand

import (
	"errors"
	"io"
	"math/big"
	"os"
	"sync"
)

// Reader is a source of random bytes, /dev/urandom.
var Reader io.Reader = &device{}

// device opens the system's source when it is first read.
type device struct {
	mu   sync.Mutex
	file *os.File
}

func (d *device) Read(b []byte) (n int, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.file == nil {
		if d.file, err = os.Open("/dev/urandom"); err != nil {
			return 0, err
		}
	}
	return io.ReadFull(d.file, b)
}

// Read fills b with random bytes. It never returns an error, and always fills b entirely.
func Read(b []byte) (n int, err error) {
	if _, err := io.ReadFull(Reader, b); err != nil {
		panic("crypto/rand: failed to read random data: " + err.Error())
	}
	return len(b), nil
}

// Text returns a random string of 26 letters and digits of base 32, 130 bits.
func Text() string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	b := make([]byte, 26)
	Read(b)
	for i := range b {
		b[i] = alphabet[b[i]%32]
	}
	return string(b)
}

// below fills b with random bytes of which the first has its highest bits cleared but for `bits` ones.
func below(rand io.Reader, b []byte, bits uint) error {
	if _, err := io.ReadFull(rand, b); err != nil {
		return err
	}
	if rest := bits % 8; rest != 0 {
		b[0] &= 1<<rest - 1
	}
	return nil
}

// Int returns a uniform random value in [0, max). It panics if max <= 0.
func Int(rand io.Reader, max *big.Int) (*big.Int, error) {
	if max.Sign() <= 0 {
		panic("crypto/rand: argument to Int is <= 0")
	}
	bits := uint(new(big.Int).Sub(max, big.NewInt(1)).BitLen())
	b := make([]byte, (bits+7)/8)
	for n := new(big.Int); ; {
		if len(b) == 0 {
			return n, nil
		}
		if err := below(rand, b, bits); err != nil {
			return nil, err
		}
		if n.SetBytes(b).Cmp(max) < 0 {
			return n, nil
		}
	}
}

// Prime returns a number of the given bit length that is prime with high probability; its two highest bits are set.
func Prime(rand io.Reader, bits int) (*big.Int, error) {
	if bits < 2 {
		return nil, errors.New("crypto/rand: prime size must be at least 2-bit")
	}
	b := make([]byte, (bits+7)/8)
	for {
		if err := below(rand, b, uint(bits)); err != nil {
			return nil, err
		}
		n := new(big.Int).SetBytes(b)
		n.SetBit(n, bits-1, 1)
		if bits > 2 {
			n.SetBit(n, bits-2, 1)
			n.SetBit(n, 0, 1)
		}
		if n.ProbablyPrime(20) {
			return n, nil
		}
	}
}
