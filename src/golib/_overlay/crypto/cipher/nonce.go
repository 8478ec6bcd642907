//go:build !go1.26

package cipher

import (
	"crypto/internal/sysrand"
	"errors"
)

// withNonce is GCM that keeps the nonce before the ciphertext.
type withNonce struct{ AEAD }

// NewGCMWithRandomNonce returns the block cipher, AES, in Galois Counter Mode with random nonces, which are a part of the
// ciphertext.
func NewGCMWithRandomNonce(cipher Block) (AEAD, error) {
	gcm, err := NewGCM(cipher)
	if err != nil {
		return nil, errors.New("cipher: NewGCMWithRandomNonce requires aes.Block")
	}
	return withNonce{gcm}, nil
}

func (g withNonce) NonceSize() int { return 0 }
func (g withNonce) Overhead() int  { return g.AEAD.NonceSize() + g.AEAD.Overhead() }

func (g withNonce) Seal(dst, nonce, plaintext, data []byte) []byte {
	if len(nonce) != 0 {
		panic("crypto/cipher: non-empty nonce passed to GCMWithRandomNonce")
	}
	random := make([]byte, g.AEAD.NonceSize())
	sysrand.Read(random)
	sealed := g.AEAD.Seal(nil, random, plaintext, data)
	return append(append(dst, random...), sealed...)
}

func (g withNonce) Open(dst, nonce, ciphertext, data []byte) ([]byte, error) {
	if len(nonce) != 0 {
		panic("crypto/cipher: non-empty nonce passed to GCMWithRandomNonce")
	}
	n := g.AEAD.NonceSize()
	if len(ciphertext) < g.Overhead() {
		return nil, errOpen
	}
	plaintext, err := g.AEAD.Open(nil, ciphertext[:n], ciphertext[n:], data)
	if err != nil {
		return nil, err
	}
	return append(dst, plaintext...), nil
}
