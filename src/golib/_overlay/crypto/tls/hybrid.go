//go:build !go1.26

package tls

import (
	"crypto/mlkem"
	"errors"
	"internal/godebug"
	"io"
	"slices"
)

// Key exchanges of TLS 1.3 that join a curve and ML-KEM: what one of them keeps secret is secret.
const (
	SecP256r1MLKEM768  CurveID = 4587
	X25519MLKEM768     CurveID = 4588
	SecP384r1MLKEM1024 CurveID = 4589
)

// A hybrid says what a key exchange is made of, and which part comes first in keys and secrets.
type hybrid struct {
	id        CurveID
	name      string
	curve     CurveID
	curveSize int // bytes of the curve's public key
	kem       kem
	kemFirst  bool
}

// A kem is ML-KEM with one of its sets of parameters.
type kem struct {
	publicSize, ciphertextSize int
	generate                   func() (kemKey, error)
	encapsulate                func(public []byte) (secret, ciphertext []byte, err error)
}

type kemKey interface {
	Decapsulate(ciphertext []byte) (secret []byte, err error)
}

// In the order in which they are preferred.
var hybrids = []*hybrid{
	{X25519MLKEM768, "X25519MLKEM768", X25519, 32, mlkem768, true},
	{SecP256r1MLKEM768, "SecP256r1MLKEM768", CurveP256, 65, mlkem768, false},
	{SecP384r1MLKEM1024, "SecP384r1MLKEM1024", CurveP384, 97, mlkem1024, false},
}

var mlkem768 = kem{
	mlkem.EncapsulationKeySize768, mlkem.CiphertextSize768,
	func() (kemKey, error) { return mlkem.GenerateKey768() },
	func(public []byte) (secret, ciphertext []byte, err error) {
		key, err := mlkem.NewEncapsulationKey768(public)
		if err == nil {
			secret, ciphertext = key.Encapsulate()
		}
		return secret, ciphertext, err
	},
}

var mlkem1024 = kem{
	mlkem.EncapsulationKeySize1024, mlkem.CiphertextSize1024,
	func() (kemKey, error) { return mlkem.GenerateKey1024() },
	func(public []byte) (secret, ciphertext []byte, err error) {
		key, err := mlkem.NewEncapsulationKey1024(public)
		if err == nil {
			secret, ciphertext = key.Encapsulate()
		}
		return secret, ciphertext, err
	},
}

// hybridOf returns the hybrid with this number, nil if there is none.
func hybridOf(id CurveID) *hybrid {
	for _, h := range hybrids {
		if h.id == id {
			return h
		}
	}
	return nil
}

func (i CurveID) String() string {
	if h := hybridOf(i); h != nil {
		return h.name
	}
	return i.tree_String()
}

// parts splits what two sides send; the kem's part has size bytes.
func (h *hybrid) parts(b []byte, size int) (ofKEM, ofCurve []byte, ok bool) {
	if len(b) != size+h.curveSize {
		return nil, nil, false
	}
	if h.kemFirst {
		return b[:size], b[size:], true
	}
	return b[h.curveSize:], b[:h.curveSize], true
}

// join puts two parts in h's order.
func (h *hybrid) join(ofKEM, ofCurve []byte) []byte {
	if h.kemFirst {
		return slices.Concat(ofKEM, ofCurve)
	}
	return slices.Concat(ofCurve, ofKEM)
}

// hybridParameters are one side's of an exchange. The tree asks for the public key of either side before it tells the other's;
// which side this is, what the other one sent says by its length. A server's answer takes the place of the key that it would have
// sent as a client, and processClientHello cuts it to its length.
type hybridParameters struct {
	*hybrid
	classic ecdheParameters
	key     kemKey
	public  []byte
	answer  int // bytes of public that are a server's answer
}

func newHybridParameters(h *hybrid, rand io.Reader) (*hybridParameters, error) {
	classic, err := generateECDHEParameters(rand, h.curve)
	if err != nil {
		return nil, err
	}
	key, err := h.kem.generate()
	if err != nil {
		return nil, err
	}
	var encapsulation interface{ Bytes() []byte }
	switch k := key.(type) {
	case *mlkem.DecapsulationKey768:
		encapsulation = k.EncapsulationKey()
	case *mlkem.DecapsulationKey1024:
		encapsulation = k.EncapsulationKey()
	}
	return &hybridParameters{h, classic, key, h.join(encapsulation.Bytes(), classic.PublicKey()), 0}, nil
}

func (p *hybridParameters) CurveID() CurveID  { return p.id }
func (p *hybridParameters) PublicKey() []byte { return p.public }

// SharedKey returns the secret that both sides know, nil when what the other one sent is no key and no answer.
func (p *hybridParameters) SharedKey(peer []byte) []byte {
	var secret []byte
	public, ofCurve, server := p.parts(peer, p.kem.publicSize)
	if ciphertext, rest, ok := p.parts(peer, p.kem.ciphertextSize); ok && !p.toServer(peer) {
		secret, _ = p.key.Decapsulate(ciphertext)
		ofCurve = rest
	} else if server {
		var ciphertext []byte
		secret, ciphertext, _ = p.kem.encapsulate(public)
		p.answer = copy(p.public, p.join(ciphertext, p.classic.PublicKey()))
	}
	if secret == nil {
		return nil
	}
	shared := p.classic.SharedKey(ofCurve)
	if shared == nil {
		return nil
	}
	return p.join(secret, shared)
}
