//go:build !go1.26

package ed25519

import (
	"bytes"
	"crypto"
	"crypto/internal/edwards25519"
	"crypto/sha512"
	"errors"
	"io"
	"strconv"
)

// Options select a variant: Hash is 0 for Ed25519 and Ed25519ctx, crypto.SHA512 for Ed25519ph; Context is that of the last
// two, at most 255 bytes.
type Options struct {
	Hash    crypto.Hash
	Context string
}

// HashFunc returns o.Hash.
func (o *Options) HashFunc() crypto.Hash { return o.Hash }

var errHash = errors.New("ed25519: expected opts.HashFunc() zero (unhashed message, for standard Ed25519) or SHA-512 (for Ed25519ph)")

// domain returns what is hashed before everything else (RFC 8032, section 5.1), for a message of a length.
func (o *Options) domain(length int) ([]byte, error) {
	variant, flag := "Ed25519ctx", byte(0)
	switch {
	case o.Hash == crypto.SHA512:
		if length != sha512.Size {
			return nil, errors.New("ed25519: bad Ed25519ph message hash length: " + strconv.Itoa(length))
		}
		variant, flag = "Ed25519ph", 1
	case o.Hash != 0:
		return nil, errHash
	case o.Context == "":
		return nil, nil
	}
	if len(o.Context) > 255 {
		return nil, errors.New("ed25519: bad " + variant + " context length: " + strconv.Itoa(len(o.Context)))
	}
	return append([]byte("SigEd25519 no Ed25519 collisions"+string([]byte{flag, byte(len(o.Context))})), o.Context...), nil
}

// digest returns the hash of its parts as a scalar.
func digest(parts ...[]byte) *edwards25519.Scalar {
	h := sha512.New()
	for _, p := range parts {
		h.Write(p)
	}
	s, err := edwards25519.NewScalar().SetUniformBytes(h.Sum(nil))
	if err != nil {
		panic("ed25519: internal error: setting scalar failed")
	}
	return s
}

// signIn signs a message in a domain.
func signIn(domain []byte, priv PrivateKey, message []byte) []byte {
	if len(priv) != PrivateKeySize {
		panic("ed25519: bad private key length: " + strconv.Itoa(len(priv)))
	}
	h := sha512.Sum512(priv[:SeedSize])
	s, err := edwards25519.NewScalar().SetBytesWithClamping(h[:32])
	if err != nil {
		panic("ed25519: internal error: setting scalar failed")
	}
	r := digest(domain, h[32:], message)
	R := new(edwards25519.Point).ScalarBaseMult(r).Bytes()
	k := digest(domain, R, priv[SeedSize:], message)
	return append(R, edwards25519.NewScalar().MultiplyAdd(k, s, r).Bytes()...)
}

// Sign signs the message, or with Ed25519ph its hash; opts are *Options, or crypto.Hash(0) or crypto.SHA512 alone.
func (priv PrivateKey) Sign(rand io.Reader, message []byte, opts crypto.SignerOpts) (signature []byte, err error) {
	o, ok := opts.(*Options)
	if !ok {
		o = &Options{Hash: opts.HashFunc()}
	}
	domain, err := o.domain(len(message))
	if err != nil {
		return nil, err
	}
	return signIn(domain, priv, message), nil
}

var errSignature = errors.New("ed25519: invalid signature")

// VerifyWithOptions returns nil for a valid signature of message by publicKey. It panics if the key has another length than
// PublicKeySize.
func VerifyWithOptions(publicKey PublicKey, message, sig []byte, opts *Options) error {
	if len(publicKey) != PublicKeySize {
		panic("ed25519: bad public key length: " + strconv.Itoa(len(publicKey)))
	}
	domain, err := opts.domain(len(message))
	if err != nil {
		return err
	}
	if len(sig) != SignatureSize {
		return errors.New("ed25519: bad signature length: " + strconv.Itoa(len(sig)))
	}
	a, err := new(edwards25519.Point).SetBytes(publicKey)
	if err != nil {
		return err
	}
	s, err := edwards25519.NewScalar().SetCanonicalBytes(sig[32:])
	if err != nil {
		return errSignature
	}
	k := digest(domain, sig[:32], publicKey, message)
	r := new(edwards25519.Point).VarTimeDoubleScalarBaseMult(k, a.Negate(a), s)
	if !bytes.Equal(sig[:32], r.Bytes()) {
		return errSignature
	}
	return nil
}
