//go:build !go1.26

package ecdh

import (
	"bytes"
	"crypto/internal/edwards25519/field"
	"errors"
	"io"
)

const size25519 = 32

type x25519 struct{}

var curve25519 = &x25519{}

// X25519 returns the function of this name over Curve25519 (RFC 7748, section 5).
func X25519() Curve { return curve25519 }

func (*x25519) String() string { return "X25519" }

func (c *x25519) GenerateKey(rand io.Reader) (*PrivateKey, error) {
	key := make([]byte, size25519)
	if _, err := io.ReadFull(rand, key); err != nil {
		return nil, err
	}
	return c.NewPrivateKey(key)
}

func (c *x25519) NewPrivateKey(key []byte) (*PrivateKey, error) {
	if len(key) != size25519 {
		return nil, errors.New("crypto/ecdh: invalid private key size")
	}
	return newPrivateKey(c, key), nil
}

func (c *x25519) NewPublicKey(key []byte) (*PublicKey, error) {
	if len(key) != size25519 {
		return nil, errors.New("crypto/ecdh: invalid public key")
	}
	return &PublicKey{c, bytes.Clone(key)}, nil
}

func (*x25519) public(private []byte) []byte {
	base := [size25519]byte{9}
	return multiply(private, base[:])
}

func (*x25519) shared(private, public []byte) ([]byte, error) {
	secret := multiply(private, public)
	if bytes.Count(secret, []byte{0}) == size25519 {
		return nil, errors.New("crypto/ecdh: bad X25519 remote ECDH input: low order point")
	}
	return secret, nil
}

// multiply is the ladder of RFC 7748: from the highest bit on, the points n·u and (n+1)·u, each by its x and z.
func multiply(private, public []byte) []byte {
	var k [size25519]byte
	copy(k[:], private)
	k[0] &= 248
	k[31] = k[31]&127 | 64

	u, _ := new(field.Element).SetBytes(public)
	x2, z2 := new(field.Element).One(), new(field.Element)
	x3, z3 := new(field.Element).Set(u), new(field.Element).One()
	swap := 0
	for i := 254; i >= 0; i-- {
		bit := int(k[i/8]>>(i%8)) & 1
		x2.Swap(x3, swap^bit)
		z2.Swap(z3, swap^bit)
		swap = bit
		step(u, x2, z2, x3, z3)
	}
	x2.Swap(x3, swap)
	z2.Swap(z3, swap)
	return x2.Multiply(x2, z2.Invert(z2)).Bytes()
}

// step doubles the first point and adds it to the second, which is u away from it.
func step(u, x2, z2, x3, z3 *field.Element) {
	var a, b, c, d, aa, bb, e field.Element
	a.Add(x2, z2)
	b.Subtract(x2, z2)
	c.Add(x3, z3)
	d.Subtract(x3, z3)
	d.Multiply(&d, &a)
	c.Multiply(&c, &b)
	aa.Square(&a)
	bb.Square(&b)
	e.Subtract(&aa, &bb)
	x3.Add(&d, &c)
	x3.Square(x3)
	z3.Subtract(&d, &c)
	z3.Square(z3)
	z3.Multiply(z3, u)
	x2.Multiply(&aa, &bb)
	a.Mult32(&e, 121665)
	a.Add(&a, &aa)
	z2.Multiply(&e, &a)
}
