//go:build !go1.26

// Package ecdh implements Elliptic Curve Diffie-Hellman over NIST curves and Curve25519.
package ecdh

import (
	"bytes"
	"crypto"
	"crypto/subtle"
	"errors"
	"io"
)

// A Curve is one of those that P256, P384, P521 and X25519 return.
type Curve interface {
	// GenerateKey makes a random private key.
	GenerateKey(rand io.Reader) (*PrivateKey, error)
	// NewPrivateKey and NewPublicKey check that a key is one of the curve's.
	NewPrivateKey(key []byte) (*PrivateKey, error)
	NewPublicKey(key []byte) (*PublicKey, error)

	public(private []byte) []byte
	shared(private, public []byte) ([]byte, error)
}

// PublicKey is an ECDH public key.
type PublicKey struct {
	curve Curve
	key   []byte
}

// Bytes returns a copy of the encoding of the public key.
func (k *PublicKey) Bytes() []byte { return bytes.Clone(k.key) }

// Curve returns the key's curve.
func (k *PublicKey) Curve() Curve { return k.curve }

// Equal reports whether x is the same key.
func (k *PublicKey) Equal(x crypto.PublicKey) bool {
	other, ok := x.(*PublicKey)
	return ok && k.curve == other.curve && subtle.ConstantTimeCompare(k.key, other.key) == 1
}

// PrivateKey is an ECDH private key.
type PrivateKey struct {
	curve  Curve
	key    []byte
	public *PublicKey
}

func newPrivateKey(c Curve, key []byte) *PrivateKey {
	return &PrivateKey{c, bytes.Clone(key), &PublicKey{c, c.public(key)}}
}

// ECDH returns the secret shared with the owner of the other key.
func (k *PrivateKey) ECDH(remote *PublicKey) ([]byte, error) {
	if k.curve != remote.curve {
		return nil, errors.New("crypto/ecdh: private key and public key curves do not match")
	}
	return k.curve.shared(k.key, remote.key)
}

// Bytes returns a copy of the encoding of the private key.
func (k *PrivateKey) Bytes() []byte { return bytes.Clone(k.key) }

// Curve returns the key's curve.
func (k *PrivateKey) Curve() Curve { return k.curve }

// PublicKey and Public return the public key to it.
func (k *PrivateKey) PublicKey() *PublicKey    { return k.public }
func (k *PrivateKey) Public() crypto.PublicKey { return k.public }

// Equal reports whether x is the same key.
func (k *PrivateKey) Equal(x crypto.PrivateKey) bool {
	other, ok := x.(*PrivateKey)
	return ok && k.curve == other.curve && subtle.ConstantTimeCompare(k.key, other.key) == 1
}

// KeyExchanger is a private key that may be kept elsewhere.
type KeyExchanger interface {
	PublicKey() *PublicKey
	Curve() Curve
	ECDH(*PublicKey) ([]byte, error)
}
