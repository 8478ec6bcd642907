//go:build !go1.26

package tls

import (
	"crypto/mlkem"
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
	generate                   func() (key kemKey, public []byte, err error)
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
	func() (kemKey, []byte, error) {
		key, err := mlkem.GenerateKey768()
		if err != nil {
			return nil, nil, err
		}
		return key, key.EncapsulationKey().Bytes(), nil
	},
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
	func() (kemKey, []byte, error) {
		key, err := mlkem.GenerateKey1024()
		if err != nil {
			return nil, nil, err
		}
		return key, key.EncapsulationKey().Bytes(), nil
	},
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

// hybridParameters are one side's of an exchange. The tree asks either side for its public key before it tells the other's, and
// a server's is an answer to that: it takes the place of the key that a client would have sent, and processClientHello cuts it to
// its length.
type hybridParameters struct {
	*hybrid
	classic ecdheParameters
	key     kemKey
	public  []byte
	client  bool // what the other side sends is an answer
}

func newHybridParameters(h *hybrid, rand io.Reader) (*hybridParameters, error) {
	classic, err := generateECDHEParameters(rand, h.curve)
	if err != nil {
		return nil, err
	}
	key, public, err := h.kem.generate()
	if err != nil {
		return nil, err
	}
	return &hybridParameters{hybrid: h, classic: classic, key: key, public: h.join(public, classic.PublicKey())}, nil
}

func (p *hybridParameters) CurveID() CurveID  { return p.id }
func (p *hybridParameters) PublicKey() []byte { return p.public }

// SharedKey returns the secret that both sides know, nil when what the other one sent is no key and no answer.
func (p *hybridParameters) SharedKey(peer []byte) []byte {
	size := p.kem.publicSize
	if p.client {
		size = p.kem.ciphertextSize
	}
	ofKEM, ofCurve, ok := p.parts(peer, size)
	if !ok {
		return nil
	}
	shared := p.classic.SharedKey(ofCurve)
	if shared == nil {
		return nil
	}
	if p.client {
		secret, err := p.key.Decapsulate(ofKEM)
		if err != nil {
			return nil
		}
		return p.join(secret, shared)
	}
	secret, ciphertext, err := p.kem.encapsulate(ofKEM)
	if err != nil {
		return nil
	}
	copy(p.public, p.join(ciphertext, p.classic.PublicKey()))
	return p.join(secret, shared)
}
