//go:build !go1.26

package hpke

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/binary"
	"errors"
)

// A KEM is a key encapsulation mechanism: from a public key it makes a secret, and what tells it to the private key's owner.
type KEM interface {
	// ID returns its number.
	ID() uint16

	// GenerateKey makes a random key.
	GenerateKey() (PrivateKey, error)

	// NewPublicKey reads a public key.
	NewPublicKey([]byte) (PublicKey, error)

	// NewPrivateKey reads a private key.
	NewPrivateKey([]byte) (PrivateKey, error)

	// DeriveKeyPair makes a key of ikm, which has to be random.
	DeriveKeyPair(ikm []byte) (PrivateKey, error)

	encSize() int
}

// A PublicKey is one of a KEM.
type PublicKey interface {
	KEM() KEM
	Bytes() []byte

	encapsulate() (shared, enc []byte, err error)
}

// A PrivateKey is one of a KEM.
type PrivateKey interface {
	KEM() KEM

	// Bytes returns what NewPrivateKey reads; of X25519 not always what it read.
	Bytes() ([]byte, error)

	PublicKey() PublicKey

	decapsulate(enc []byte) (shared []byte, err error)
}

// NewKEM returns the one with this number.
func NewKEM(id uint16) (KEM, error) {
	for _, k := range dhKEMs {
		if k.id == id {
			return k, nil
		}
	}
	for _, k := range mlKEMs {
		if k.id == id {
			return k, nil
		}
	}
	for _, k := range hybrids {
		if k.id == id {
			return k, nil
		}
	}
	return nil, errors.New("unsupported KEM")
}

// suiteOf is what a KEM's own derivations begin with.
func suiteOf(id uint16) []byte { return binary.BigEndian.AppendUint16([]byte("KEM"), id) }

// A dhKEM is Diffie and Hellman's exchange with a key that is made for one message (RFC 9180, 4.1).
type dhKEM struct {
	id         uint16
	curve      ecdh.Curve
	kdf        *hkdfKDF
	secretSize int
	keySize    int
	publicSize int
	mask       byte // of a candidate's first byte; 0: every key is one
}

var dhKEMs = []*dhKEM{
	{0x10, ecdh.P256(), hkdfSHA256, 32, 32, 65, 0xff},
	{0x11, ecdh.P384(), hkdfSHA384, 48, 48, 97, 0xff},
	{0x12, ecdh.P521(), hkdfSHA512, 64, 66, 133, 0x01},
	{0x20, ecdh.X25519(), hkdfSHA256, 32, 32, 32, 0},
}

var errCurve = errors.New("unsupported curve")

// dhKEMOf returns nil for another curve.
func dhKEMOf(curve ecdh.Curve) *dhKEM {
	for _, k := range dhKEMs {
		if k.curve == curve {
			return k
		}
	}
	return nil
}

// noKEM is what DHKEM has for other curves.
type noKEM struct{}

func (noKEM) ID() uint16                               { return 0 }
func (noKEM) GenerateKey() (PrivateKey, error)         { return nil, errCurve }
func (noKEM) NewPublicKey([]byte) (PublicKey, error)   { return nil, errCurve }
func (noKEM) NewPrivateKey([]byte) (PrivateKey, error) { return nil, errCurve }
func (noKEM) DeriveKeyPair([]byte) (PrivateKey, error) { return nil, errCurve }
func (noKEM) encSize() int                             { return 0 }

// DHKEM returns the KEM on P-256, P-384, P-521 or X25519.
func DHKEM(curve ecdh.Curve) KEM {
	if k := dhKEMOf(curve); k != nil {
		return k
	}
	return noKEM{}
}

func (k *dhKEM) ID() uint16   { return k.id }
func (k *dhKEM) encSize() int { return k.publicSize }

func (k *dhKEM) GenerateKey() (PrivateKey, error) {
	key, err := k.curve.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	return &dhPrivate{k, key}, nil
}

func (k *dhKEM) NewPublicKey(data []byte) (PublicKey, error) {
	key, err := k.curve.NewPublicKey(data)
	if err != nil {
		return nil, err
	}
	return &dhPublic{k, key}, nil
}

func (k *dhKEM) NewPrivateKey(data []byte) (PrivateKey, error) {
	key, err := k.curve.NewPrivateKey(data)
	if err != nil {
		return nil, err
	}
	return &dhPrivate{k, key}, nil
}

// DeriveKeyPair takes the first candidate that is a key (7.1.3).
func (k *dhKEM) DeriveKeyPair(ikm []byte) (PrivateKey, error) {
	suite := suiteOf(k.id)
	if k.mask == 0 {
		key, err := k.kdf.together(suite, "dkp_prk", ikm, "sk", nil, k.keySize)
		if err != nil {
			return nil, err
		}
		return k.NewPrivateKey(key)
	}
	for counter := range 256 {
		key, err := k.kdf.together(suite, "dkp_prk", ikm, "candidate", []byte{byte(counter)}, k.keySize)
		if err != nil {
			return nil, err
		}
		key[0] &= k.mask
		if private, err := k.NewPrivateKey(key); err == nil {
			return private, nil
		}
	}
	return nil, errors.New("no key can be derived")
}

// shared is ExtractAndExpand.
func (k *dhKEM) shared(secret, enc, public []byte) ([]byte, error) {
	context := append(append([]byte(nil), enc...), public...)
	return k.kdf.together(suiteOf(k.id), "eae_prk", secret, "shared_secret", context, k.secretSize)
}

type dhPublic struct {
	kem *dhKEM
	key *ecdh.PublicKey
}

// NewDHKEMPublicKey makes a key of the curve one of the KEM.
func NewDHKEMPublicKey(pub *ecdh.PublicKey) (PublicKey, error) {
	k := dhKEMOf(pub.Curve())
	if k == nil {
		return nil, errCurve
	}
	return &dhPublic{k, pub}, nil
}

func (p *dhPublic) KEM() KEM      { return p.kem }
func (p *dhPublic) Bytes() []byte { return p.key.Bytes() }

func (p *dhPublic) encapsulate() (shared, enc []byte, err error) {
	once, err := p.key.Curve().GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	secret, err := once.ECDH(p.key)
	if err != nil {
		return nil, nil, err
	}
	enc = once.PublicKey().Bytes()
	shared, err = p.kem.shared(secret, enc, p.key.Bytes())
	return shared, enc, err
}

type dhPrivate struct {
	kem *dhKEM
	key ecdh.KeyExchanger
}

// NewDHKEMPrivateKey makes a key of the curve one of the KEM. The key may be kept elsewhere.
func NewDHKEMPrivateKey(priv ecdh.KeyExchanger) (PrivateKey, error) {
	k := dhKEMOf(priv.Curve())
	if k == nil {
		return nil, errCurve
	}
	return &dhPrivate{k, priv}, nil
}

func (p *dhPrivate) KEM() KEM             { return p.kem }
func (p *dhPrivate) PublicKey() PublicKey { return &dhPublic{p.kem, p.key.PublicKey()} }

// Bytes: X25519 does not look at some bits, and the encoding has them as the exchange takes them (7.1.2).
func (p *dhPrivate) Bytes() ([]byte, error) {
	key, ok := p.key.(*ecdh.PrivateKey)
	if !ok {
		return nil, errors.New("ecdh: private key does not support Bytes")
	}
	data := key.Bytes()
	if p.kem.curve == ecdh.X25519() {
		data[0] &= 0xf8
		data[31] = data[31]&0x7f | 0x40
	}
	return data, nil
}

func (p *dhPrivate) decapsulate(enc []byte) ([]byte, error) {
	other, err := p.kem.curve.NewPublicKey(enc)
	if err != nil {
		return nil, err
	}
	secret, err := p.key.ECDH(other)
	if err != nil {
		return nil, err
	}
	return p.kem.shared(secret, enc, p.key.PublicKey().Bytes())
}
