//go:build !go1.26

package crypto

import "io"

// MessageSigner is a Signer that hashes messages itself.
type MessageSigner interface {
	Signer
	SignMessage(rand io.Reader, msg []byte, opts SignerOpts) (signature []byte, err error)
}

// SignMessage signs msg: a MessageSigner itself, for another Signer it is hashed with opts.HashFunc() first.
func SignMessage(signer Signer, rand io.Reader, msg []byte, opts SignerOpts) (signature []byte, err error) {
	if s, ok := signer.(MessageSigner); ok {
		return s.SignMessage(rand, msg, opts)
	}
	if h := opts.HashFunc(); h != 0 {
		hash := h.New()
		hash.Write(msg)
		msg = hash.Sum(nil)
	}
	return signer.Sign(rand, msg, opts)
}

// Encapsulator is a public key of a key encapsulation mechanism.
type Encapsulator interface {
	Bytes() []byte
	Encapsulate() (sharedKey, ciphertext []byte)
}

// Decapsulator is a private key of a key encapsulation mechanism.
type Decapsulator interface {
	Encapsulator() Encapsulator
	Decapsulate(ciphertext []byte) (sharedKey []byte, err error)
}
