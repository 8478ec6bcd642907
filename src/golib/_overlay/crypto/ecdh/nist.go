//go:build !go1.26

package ecdh

import (
	"bytes"
	"crypto/internal/nistec"
	"errors"
	"io"
	"math/big"
)

// What is wanted of a point of nistec.
type point[P any] interface {
	SetBytes([]byte) (P, error)
	ScalarMult(P, []byte) (P, error)
	ScalarBaseMult([]byte) (P, error)
	Bytes() []byte
}

type nist[P point[P]] struct {
	name  string
	order *big.Int
	point func() P
}

func order(hex string) *big.Int {
	n, _ := new(big.Int).SetString(hex, 16)
	return n
}

var (
	p256 = &nist[*nistec.P256Point]{"P-256", order("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
		nistec.NewP256Point}
	p384 = &nist[*nistec.P384Point]{"P-384", order("ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf" +
		"581a0db248b0a77aecec196accc52973"), nistec.NewP384Point}
	p521 = &nist[*nistec.P521Point]{"P-521", order("1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa" +
		"51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409"), nistec.NewP521Point}
)

// P256, P384 and P521 return the NIST curves of these names.
func P256() Curve { return p256 }
func P384() Curve { return p384 }
func P521() Curve { return p521 }

func (c *nist[P]) String() string { return c.name }

func (c *nist[P]) size() int { return (c.order.BitLen() + 7) / 8 }

func (c *nist[P]) GenerateKey(rand io.Reader) (*PrivateKey, error) {
	key := make([]byte, c.size())
	for {
		if _, err := io.ReadFull(rand, key); err != nil {
			return nil, err
		}
		key[0] &= byte(0xff >> (8*c.size() - c.order.BitLen()))
		if k, err := c.NewPrivateKey(key); err == nil {
			return k, nil
		}
	}
}

func (c *nist[P]) NewPrivateKey(key []byte) (*PrivateKey, error) {
	if n := new(big.Int).SetBytes(key); len(key) != c.size() || n.Sign() == 0 || n.Cmp(c.order) >= 0 {
		return nil, errors.New("crypto/ecdh: invalid private key")
	}
	return newPrivateKey(c, key), nil
}

func (c *nist[P]) NewPublicKey(key []byte) (*PublicKey, error) {
	if len(key) == 0 || key[0] != 4 {
		return nil, errors.New("crypto/ecdh: invalid public key")
	}
	if _, err := c.point().SetBytes(key); err != nil {
		return nil, err
	}
	return &PublicKey{c, bytes.Clone(key)}, nil
}

func (c *nist[P]) public(private []byte) []byte {
	p, err := c.point().ScalarBaseMult(private)
	if err != nil {
		panic("crypto/ecdh: internal error: " + err.Error())
	}
	return p.Bytes()
}

func (c *nist[P]) shared(private, public []byte) ([]byte, error) {
	p, err := c.point().SetBytes(public)
	if err == nil {
		p, err = c.point().ScalarMult(p, private)
	}
	if err != nil {
		return nil, err
	}
	if data := p.Bytes(); len(data) > 1 {
		return data[1 : 1+len(data)/2], nil
	}
	return nil, errors.New("crypto/ecdh: the shared point is at infinity")
}
