//go:build !go1.26

// Package hkdf implements the HMAC-based Extract-and-Expand Key Derivation Function of RFC 5869.
package hkdf

import (
	"crypto/hmac"
	"errors"
	"hash"
)

func plain[H hash.Hash](h func() H) func() hash.Hash {
	return func() hash.Hash { return h() }
}

// Extract generates a pseudorandom key for use with Expand from an input secret and an optional salt (RFC 5869, 2.2).
func Extract[H hash.Hash](h func() H, secret, salt []byte) ([]byte, error) {
	if salt == nil {
		salt = make([]byte, h().Size())
	}
	mac := hmac.New(plain(h), salt)
	mac.Write(secret)
	return mac.Sum(nil), nil
}

// Expand derives a key of keyLength bytes from a pseudorandom key and an optional context (RFC 5869, 2.3).
func Expand[H hash.Hash](h func() H, pseudorandomKey []byte, info string, keyLength int) ([]byte, error) {
	size := h().Size()
	if keyLength > 255*size {
		return nil, errors.New("hkdf: requested key length too large")
	}
	var key, block []byte
	mac := hmac.New(plain(h), pseudorandomKey)
	for i := 1; len(key) < keyLength; i++ {
		mac.Reset()
		mac.Write(block)
		mac.Write([]byte(info))
		mac.Write([]byte{byte(i)})
		block = mac.Sum(nil)
		key = append(key, block...)
	}
	return key[:keyLength:keyLength], nil
}

// Key derives a key from the given hash, secret, salt and context: Extract, then Expand.
func Key[Hash hash.Hash](h func() Hash, secret, salt []byte, info string, keyLength int) ([]byte, error) {
	pseudorandom, err := Extract(h, secret, salt)
	if err != nil {
		return nil, err
	}
	return Expand(h, pseudorandom, info, keyLength)
}
