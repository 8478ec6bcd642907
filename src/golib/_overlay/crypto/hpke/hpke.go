//go:build !go1.26

// Package hpke is Hybrid Public Key Encryption (RFC 9180): what is encrypted with somebody's public key, a KEM's, only the owner
// of the private key reads, and both have secrets in common.
package hpke

import (
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// version begins everything that a secret is derived from.
const version = "HPKE-v1"

var errExportOnly = errors.New("export-only instantiation")

// A context is what a sender and a recipient have in common.
type context struct {
	suite    []byte
	kdf      KDF
	aead     cipher.AEAD // nil: export only
	nonce    []byte      // of message 0
	exporter []byte
	count    uint64 // of the next message
}

// newContext is the key schedule in mode base (RFC 9180, 5.1).
func newContext(kem KEM, kdf KDF, aead AEAD, shared, info []byte) (*context, error) {
	suite := []byte("HPKE")
	for _, id := range []uint16{kem.ID(), kdf.ID(), aead.ID()} {
		suite = binary.BigEndian.AppendUint16(suite, id)
	}
	key, nonce, exporter, err := kdf.schedule(suite, shared, info, aead.keySize(), aead.nonceSize())
	if err != nil {
		return nil, err
	}
	c := &context{suite: suite, kdf: kdf, nonce: nonce, exporter: exporter}
	if aead.keySize() != 0 {
		c.aead, err = aead.open(key)
	}
	return c, err
}

// nextNonce returns the nonce of the message that is next (5.2): the count is in its last bytes.
func (c *context) nextNonce() ([]byte, error) {
	if c.aead == nil {
		return nil, errExportOnly
	}
	if c.count == math.MaxUint64 {
		return nil, errors.New("message limit reached")
	}
	nonce := slices.Clone(c.nonce)
	for i, b := range binary.BigEndian.AppendUint64(nil, c.count) {
		nonce[len(nonce)-8+i] ^= b
	}
	return nonce, nil
}

func (c *context) export(exporterContext string, length int) ([]byte, error) {
	if length < 0 || length > math.MaxUint16 {
		return nil, errors.New("invalid length")
	}
	return c.kdf.export(c.suite, c.exporter, exporterContext, length)
}

// A Sender encrypts messages, which the Recipient has to open in the same order.
type Sender struct{ *context }

// NewSender begins to send to the owner of pk; enc is what the other side needs for NewRecipient. info has to be the same there.
func NewSender(pk PublicKey, kdf KDF, aead AEAD, info []byte) (enc []byte, s *Sender, err error) {
	shared, enc, err := pk.encapsulate()
	if err != nil {
		return nil, nil, err
	}
	c, err := newContext(pk.KEM(), kdf, aead, shared, info)
	if err != nil {
		return nil, nil, err
	}
	return enc, &Sender{c}, nil
}

// Seal encrypts the next message; aad is not in it, and has to be the same for Open.
func (s *Sender) Seal(aad, plaintext []byte) ([]byte, error) {
	nonce, err := s.nextNonce()
	if err != nil {
		return nil, err
	}
	s.count++
	return s.aead.Seal(nil, nonce, plaintext, aad), nil
}

// Export returns a secret that the Recipient has for the same context and length, of at most 65,535 bytes.
func (s *Sender) Export(exporterContext string, length int) ([]byte, error) {
	return s.export(exporterContext, length)
}

// A Recipient decrypts what a Sender encrypted.
type Recipient struct{ *context }

// NewRecipient begins to receive what was begun with enc.
func NewRecipient(enc []byte, k PrivateKey, kdf KDF, aead AEAD, info []byte) (*Recipient, error) {
	shared, err := k.decapsulate(enc)
	if err != nil {
		return nil, err
	}
	c, err := newContext(k.KEM(), kdf, aead, shared, info)
	if err != nil {
		return nil, err
	}
	return &Recipient{c}, nil
}

// Open decrypts the next message. What is no message of the sender's does not count.
func (r *Recipient) Open(aad, ciphertext []byte) ([]byte, error) {
	nonce, err := r.nextNonce()
	if err != nil {
		return nil, err
	}
	plaintext, err := r.aead.Open(nil, nonce, ciphertext, aad)
	if err != nil {
		return nil, err
	}
	r.count++
	return plaintext, nil
}

// Export returns a secret that the Sender has for the same context and length, of at most 65,535 bytes.
func (r *Recipient) Export(exporterContext string, length int) ([]byte, error) {
	return r.export(exporterContext, length)
}

// Seal encrypts a single message, behind the encapsulated key.
func Seal(pk PublicKey, kdf KDF, aead AEAD, info, plaintext []byte) ([]byte, error) {
	enc, s, err := NewSender(pk, kdf, aead, info)
	if err != nil {
		return nil, err
	}
	ciphertext, err := s.Seal(nil, plaintext)
	if err != nil {
		return nil, err
	}
	return append(enc, ciphertext...), nil
}

// Open decrypts what Seal returned.
func Open(k PrivateKey, kdf KDF, aead AEAD, info, ciphertext []byte) ([]byte, error) {
	size := k.KEM().encSize()
	if len(ciphertext) < size {
		return nil, errors.New("ciphertext too short")
	}
	r, err := NewRecipient(ciphertext[:size], k, kdf, aead, info)
	if err != nil {
		return nil, err
	}
	return r.Open(nil, ciphertext[size:])
}
