//go:build !go1.26

package ecdsa

import (
	"crypto/ecdh"
	"crypto/elliptic"
	"errors"
	"math/big"
)

// supported reports whether a curve is one whose keys have an encoding.
func supported(c elliptic.Curve) bool {
	return c == elliptic.P224() || c == elliptic.P256() || c == elliptic.P384() || c == elliptic.P521()
}

func ecdhCurve(c elliptic.Curve) (ecdh.Curve, error) {
	switch c {
	case elliptic.P256():
		return ecdh.P256(), nil
	case elliptic.P384():
		return ecdh.P384(), nil
	case elliptic.P521():
		return ecdh.P521(), nil
	}
	return nil, errors.New("ecdsa: unsupported curve by crypto/ecdh")
}

var errCurve = errors.New("ecdsa: unsupported curve")

// Bytes encodes the public key as an uncompressed point (SEC 1, section 2.3.3).
func (pub *PublicKey) Bytes() ([]byte, error) {
	if !supported(pub.Curve) {
		return nil, errCurve
	}
	if !pub.Curve.IsOnCurve(pub.X, pub.Y) {
		return nil, errors.New("ecdsa: invalid public key")
	}
	return elliptic.Marshal(pub.Curve, pub.X, pub.Y), nil
}

// ParseUncompressedPublicKey parses what PublicKey.Bytes returns.
func ParseUncompressedPublicKey(curve elliptic.Curve, data []byte) (*PublicKey, error) {
	if len(data) < 1 || data[0] != 4 {
		return nil, errors.New("ecdsa: invalid uncompressed public key")
	}
	if !supported(curve) {
		return nil, errCurve
	}
	x, y := elliptic.Unmarshal(curve, data)
	if x == nil {
		return nil, errors.New("ecdsa: invalid public key")
	}
	return &PublicKey{curve, x, y}, nil
}

// Bytes encodes the private key as a big-endian number of fixed length (SEC 1, section 2.3.6).
func (priv *PrivateKey) Bytes() ([]byte, error) {
	if !supported(priv.Curve) {
		return nil, errCurve
	}
	n := priv.Curve.Params().N
	if priv.D.Sign() <= 0 || priv.D.Cmp(n) >= 0 {
		return nil, errors.New("ecdsa: invalid private key")
	}
	return priv.D.FillBytes(make([]byte, (n.BitLen()+7)/8)), nil
}

// ParseRawPrivateKey parses what PrivateKey.Bytes returns.
func ParseRawPrivateKey(curve elliptic.Curve, data []byte) (*PrivateKey, error) {
	if !supported(curve) {
		return nil, errCurve
	}
	n, d := curve.Params().N, new(big.Int).SetBytes(data)
	if len(data) != (n.BitLen()+7)/8 || d.Sign() == 0 || d.Cmp(n) >= 0 {
		return nil, errors.New("ecdsa: invalid private key")
	}
	key := &PrivateKey{PublicKey{Curve: curve}, d}
	key.X, key.Y = curve.ScalarBaseMult(data)
	return key, nil
}

// ECDH returns the key for crypto/ecdh.
func (pub *PublicKey) ECDH() (*ecdh.PublicKey, error) {
	c, err := ecdhCurve(pub.Curve)
	if err != nil {
		return nil, err
	}
	data, err := pub.Bytes()
	if err != nil {
		return nil, err
	}
	return c.NewPublicKey(data)
}

// ECDH returns the key for crypto/ecdh.
func (priv *PrivateKey) ECDH() (*ecdh.PrivateKey, error) {
	c, err := ecdhCurve(priv.Curve)
	if err != nil {
		return nil, err
	}
	data, err := priv.Bytes()
	if err != nil {
		return nil, err
	}
	return c.NewPrivateKey(data)
}
