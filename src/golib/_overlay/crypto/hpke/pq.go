//go:build !go1.26

package hpke

import (
	"crypto"
	"crypto/ecdh"
	"crypto/mlkem"
	"crypto/rand"
	"crypto/sha3"
	"errors"
	"slices"
)

var errNoSeed = errors.New("private key seed not available")

// An mlKEM is ML-KEM with one of its sets of parameters, alone or as a part of a hybrid.
type mlKEM struct {
	id         uint16
	publicSize int
	ciphertext int
	public     func([]byte) (crypto.Encapsulator, error)
	private    func(seed []byte) (crypto.Decapsulator, error)
}

var (
	mlKEM768 = &mlKEM{0x41, mlkem.EncapsulationKeySize768, mlkem.CiphertextSize768,
		func(b []byte) (crypto.Encapsulator, error) { return mlkem.NewEncapsulationKey768(b) },
		func(b []byte) (crypto.Decapsulator, error) { return mlkem.NewDecapsulationKey768(b) }}
	mlKEM1024 = &mlKEM{0x42, mlkem.EncapsulationKeySize1024, mlkem.CiphertextSize1024,
		func(b []byte) (crypto.Encapsulator, error) { return mlkem.NewEncapsulationKey1024(b) },
		func(b []byte) (crypto.Decapsulator, error) { return mlkem.NewDecapsulationKey1024(b) }}
	mlKEMs = []*mlKEM{mlKEM768, mlKEM1024}
)

// MLKEM768 and MLKEM1024 return ML-KEM alone.
func MLKEM768() KEM  { return mlKEM768 }
func MLKEM1024() KEM { return mlKEM1024 }

// mlKEMOf returns the one that a key is of, nil for other keys.
func mlKEMOf(key crypto.Encapsulator) *mlKEM {
	switch key.(type) {
	case *mlkem.EncapsulationKey768:
		return mlKEM768
	case *mlkem.EncapsulationKey1024:
		return mlKEM1024
	}
	return nil
}

// deriveSeed makes a private key's seed of keying material.
func deriveSeed(id uint16, ikm []byte, size int) []byte {
	return shake256.derive(suiteOf(id), ikm, "DeriveKeyPair", nil, size)
}

func (k *mlKEM) ID() uint16   { return k.id }
func (k *mlKEM) encSize() int { return k.ciphertext }

func (k *mlKEM) GenerateKey() (PrivateKey, error) {
	seed := make([]byte, mlkem.SeedSize)
	rand.Read(seed)
	return k.NewPrivateKey(seed)
}

func (k *mlKEM) DeriveKeyPair(ikm []byte) (PrivateKey, error) {
	return k.NewPrivateKey(deriveSeed(k.id, ikm, mlkem.SeedSize))
}

func (k *mlKEM) NewPublicKey(data []byte) (PublicKey, error) {
	key, err := k.public(data)
	if err != nil {
		return nil, err
	}
	return &mlPublic{k, key}, nil
}

func (k *mlKEM) NewPrivateKey(seed []byte) (PrivateKey, error) {
	key, err := k.private(seed)
	if err != nil {
		return nil, err
	}
	return &mlPrivate{k, key}, nil
}

type mlPublic struct {
	kem *mlKEM
	key crypto.Encapsulator
}

// NewMLKEMPublicKey makes a key of package mlkem one of the KEM.
func NewMLKEMPublicKey(pub crypto.Encapsulator) (PublicKey, error) {
	k := mlKEMOf(pub)
	if k == nil {
		return nil, errors.New("unsupported public key type")
	}
	return &mlPublic{k, pub}, nil
}

func (p *mlPublic) KEM() KEM      { return p.kem }
func (p *mlPublic) Bytes() []byte { return p.key.Bytes() }

func (p *mlPublic) encapsulate() (shared, enc []byte, err error) {
	shared, enc = p.key.Encapsulate()
	return shared, enc, nil
}

type mlPrivate struct {
	kem *mlKEM
	key crypto.Decapsulator
}

// NewMLKEMPrivateKey makes a key one of the KEM: package mlkem's or one that is kept elsewhere.
func NewMLKEMPrivateKey(priv crypto.Decapsulator) (PrivateKey, error) {
	k := mlKEMOf(priv.Encapsulator())
	if k == nil {
		return nil, errors.New("unsupported public key type")
	}
	return &mlPrivate{k, priv}, nil
}

func (p *mlPrivate) KEM() KEM             { return p.kem }
func (p *mlPrivate) PublicKey() PublicKey { return &mlPublic{p.kem, p.key.Encapsulator()} }

// Bytes returns the seed, which only package mlkem's own keys tell.
func (p *mlPrivate) Bytes() ([]byte, error) {
	switch key := p.key.(type) {
	case *mlkem.DecapsulationKey768:
		return key.Bytes(), nil
	case *mlkem.DecapsulationKey1024:
		return key.Bytes(), nil
	}
	return nil, errNoSeed
}

func (p *mlPrivate) decapsulate(enc []byte) ([]byte, error) { return p.key.Decapsulate(enc) }

// A hybrid joins ML-KEM and a curve: what one of them keeps secret is secret (draft-ietf-hpke-pq,
// draft-irtf-cfrg-concrete-hybrid-kems). Public keys and ciphertexts are ML-KEM's, then the curve's public key; the private key is
// a seed for both.
type hybrid struct {
	id         uint16
	label      string
	pq         *mlKEM
	curve      ecdh.Curve
	keySize    int
	publicSize int
	tries      int // at a private key of the curve
}

var hybrids = []*hybrid{
	{0x50, "MLKEM768-P256", mlKEM768, ecdh.P256(), 32, 65, 4},
	{0x51, "MLKEM1024-P384", mlKEM1024, ecdh.P384(), 48, 97, 1},
	{0x647a, `\.//^\`, mlKEM768, ecdh.X25519(), 32, 32, 1},
}

// MLKEM768P256, MLKEM1024P384 and MLKEM768X25519 (X-Wing) return ML-KEM joined with these curves.
func MLKEM768P256() KEM   { return hybrids[0] }
func MLKEM1024P384() KEM  { return hybrids[1] }
func MLKEM768X25519() KEM { return hybrids[2] }

// hybridOf returns the hybrid of two keys.
func hybridOf(pq crypto.Encapsulator, curve ecdh.Curve) (*hybrid, error) {
	for _, h := range hybrids {
		if h.curve == curve {
			if mlKEMOf(pq) != h.pq {
				return nil, errors.New("invalid PQ KEM for " + nameOf(curve) + " hybrid")
			}
			return h, nil
		}
	}
	return nil, errCurve
}

func nameOf(curve ecdh.Curve) string { return curve.(interface{ String() string }).String() }

const hybridSeedSize = 32

func (h *hybrid) ID() uint16   { return h.id }
func (h *hybrid) encSize() int { return h.pq.ciphertext + h.publicSize }

func (h *hybrid) GenerateKey() (PrivateKey, error) {
	seed := make([]byte, hybridSeedSize)
	rand.Read(seed)
	return h.NewPrivateKey(seed)
}

func (h *hybrid) DeriveKeyPair(ikm []byte) (PrivateKey, error) {
	return h.NewPrivateKey(deriveSeed(h.id, ikm, hybridSeedSize))
}

// NewPrivateKey stretches the seed: ML-KEM's comes first, then what the curve's key is found in.
func (h *hybrid) NewPrivateKey(seed []byte) (PrivateKey, error) {
	if len(seed) != hybridSeedSize {
		return nil, errors.New("hpke: invalid hybrid KEM secret length")
	}
	stream := sha3.NewSHAKE256()
	stream.Write(seed)
	pqSeed := make([]byte, mlkem.SeedSize)
	stream.Read(pqSeed)
	pq, err := h.pq.private(pqSeed)
	if err != nil {
		return nil, err
	}
	data := make([]byte, h.keySize)
	for range h.tries {
		stream.Read(data)
		if t, err := h.curve.NewPrivateKey(data); err == nil {
			return &hybridPrivate{h, slices.Clone(seed), pq, t}, nil
		}
	}
	return nil, errors.New("hpke: the seed gives no key of the curve")
}

func (h *hybrid) NewPublicKey(data []byte) (PublicKey, error) {
	size := h.pq.publicSize
	if len(data) != size+h.publicSize {
		return nil, errors.New("invalid public key size")
	}
	pq, err := h.pq.public(data[:size])
	if err != nil {
		return nil, err
	}
	t, err := h.curve.NewPublicKey(data[size:])
	if err != nil {
		return nil, err
	}
	return &hybridPublic{h, pq, t}, nil
}

// combine makes one secret of two. ML-KEM's ciphertext and key are in its secret already.
func (h *hybrid) combine(ofPQ, ofCurve, sent, public []byte) []byte {
	sum := sha3.Sum256(slices.Concat(ofPQ, ofCurve, sent, public, []byte(h.label)))
	return sum[:]
}

type hybridPublic struct {
	kem *hybrid
	pq  crypto.Encapsulator
	t   *ecdh.PublicKey
}

// NewHybridPublicKey makes two keys one of a hybrid.
func NewHybridPublicKey(pq crypto.Encapsulator, t *ecdh.PublicKey) (PublicKey, error) {
	h, err := hybridOf(pq, t.Curve())
	if err != nil {
		return nil, err
	}
	return &hybridPublic{h, pq, t}, nil
}

func (p *hybridPublic) KEM() KEM      { return p.kem }
func (p *hybridPublic) Bytes() []byte { return append(p.pq.Bytes(), p.t.Bytes()...) }

func (p *hybridPublic) encapsulate() (shared, enc []byte, err error) {
	once, err := p.t.Curve().GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	ofCurve, err := once.ECDH(p.t)
	if err != nil {
		return nil, nil, err
	}
	ofPQ, ciphertext := p.pq.Encapsulate()
	sent := once.PublicKey().Bytes()
	return p.kem.combine(ofPQ, ofCurve, sent, p.t.Bytes()), append(ciphertext, sent...), nil
}

type hybridPrivate struct {
	kem  *hybrid
	seed []byte // nil: made of two keys
	pq   crypto.Decapsulator
	t    ecdh.KeyExchanger
}

// NewHybridPrivateKey makes two keys one of a hybrid. They may be kept elsewhere.
func NewHybridPrivateKey(pq crypto.Decapsulator, t ecdh.KeyExchanger) (PrivateKey, error) {
	h, err := hybridOf(pq.Encapsulator(), t.Curve())
	if err != nil {
		return nil, err
	}
	return &hybridPrivate{h, nil, pq, t}, nil
}

func (p *hybridPrivate) KEM() KEM { return p.kem }
func (p *hybridPrivate) PublicKey() PublicKey {
	return &hybridPublic{p.kem, p.pq.Encapsulator(), p.t.PublicKey()}
}

func (p *hybridPrivate) Bytes() ([]byte, error) {
	if p.seed == nil {
		return nil, errNoSeed
	}
	return slices.Clone(p.seed), nil
}

func (p *hybridPrivate) decapsulate(enc []byte) ([]byte, error) {
	if len(enc) != p.kem.encSize() {
		return nil, errors.New("invalid encapsulated key size")
	}
	ciphertext, sent := enc[:p.kem.pq.ciphertext], enc[p.kem.pq.ciphertext:]
	other, err := p.kem.curve.NewPublicKey(sent)
	if err != nil {
		return nil, err
	}
	ofPQ, err := p.pq.Decapsulate(ciphertext)
	if err != nil {
		return nil, err
	}
	ofCurve, err := p.t.ECDH(other)
	if err != nil {
		return nil, err
	}
	return p.kem.combine(ofPQ, ofCurve, sent, p.t.PublicKey().Bytes()), nil
}
