//go:build !go1.26

package hpke

import (
	"crypto/aes"
	"crypto/cipher"
	"fmt"

	"golang.org/x/crypto/chacha20poly1305"
)

// An AEAD encrypts messages.
type AEAD interface {
	ID() uint16

	keySize() int // 0: it only exports
	nonceSize() int
	open(key []byte) (cipher.AEAD, error)
}

type aead struct {
	id     uint16
	key    int
	nonce  int
	cipher func(key []byte) (cipher.AEAD, error)
}

func (a *aead) ID() uint16                           { return a.id }
func (a *aead) keySize() int                         { return a.key }
func (a *aead) nonceSize() int                       { return a.nonce }
func (a *aead) open(key []byte) (cipher.AEAD, error) { return a.cipher(key) }

func gcm(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// RFC 9180, 7.3.
var (
	aes128     = &aead{1, 16, 12, gcm}
	aes256     = &aead{2, 32, 12, gcm}
	chacha20   = &aead{3, chacha20poly1305.KeySize, chacha20poly1305.NonceSize, chacha20poly1305.New}
	exportOnly = &aead{id: 0xffff}
)

// AES128GCM, AES256GCM and ChaCha20Poly1305 return the ciphers of these names.
func AES128GCM() AEAD        { return aes128 }
func AES256GCM() AEAD        { return aes256 }
func ChaCha20Poly1305() AEAD { return chacha20 }

// ExportOnly returns no cipher: there are only exported secrets, and messages are errors.
func ExportOnly() AEAD { return exportOnly }

// NewAEAD returns the one with this number.
func NewAEAD(id uint16) (AEAD, error) {
	for _, a := range []*aead{aes128, aes256, chacha20, exportOnly} {
		if a.id == id {
			return a, nil
		}
	}
	return nil, fmt.Errorf("unsupported AEAD %04x", id)
}
