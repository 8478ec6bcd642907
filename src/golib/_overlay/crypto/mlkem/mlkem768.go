//go:build !go1.26

package mlkem

import (
	"crypto"
	"crypto/internal/mlkem"
	"crypto/rand"
)

// Sizes of ML-KEM-768 in bytes.
const (
	CiphertextSize768       = 1088
	EncapsulationKeySize768 = 1184
)

// DecapsulationKey768 is a secret key of ML-KEM-768.
type DecapsulationKey768 struct{ key *mlkem.DecapsulationKey }

// EncapsulationKey768 is a public key of ML-KEM-768.
type EncapsulationKey768 struct{ key *mlkem.EncapsulationKey }

// GenerateKey768 makes a key of a random seed.
func GenerateKey768() (*DecapsulationKey768, error) {
	var seed [SeedSize]byte
	rand.Read(seed[:])
	return NewDecapsulationKey768(seed[:])
}

// NewDecapsulationKey768 makes the key of a seed, of SeedSize bytes, which must be random.
func NewDecapsulationKey768(seed []byte) (*DecapsulationKey768, error) {
	key, err := mlkem.NewDecapsulationKey(mlkem.MLKEM768, seed)
	if err != nil {
		return nil, err
	}
	return &DecapsulationKey768{key}, nil
}

// Bytes returns the seed.
func (dk *DecapsulationKey768) Bytes() []byte { return dk.key.Seed() }

// Decapsulate returns the shared key that ciphertext tells: another one than the sender's, without an error, when it is not as
// the sender made it.
func (dk *DecapsulationKey768) Decapsulate(ciphertext []byte) (sharedKey []byte, err error) {
	return dk.key.Decapsulate(ciphertext)
}

// EncapsulationKey returns the public key.
func (dk *DecapsulationKey768) EncapsulationKey() *EncapsulationKey768 {
	return &EncapsulationKey768{&dk.key.EncapsulationKey}
}

// Encapsulator is EncapsulationKey for those who know only the interface.
func (dk *DecapsulationKey768) Encapsulator() crypto.Encapsulator { return dk.EncapsulationKey() }

// NewEncapsulationKey768 reads a public key, and says when it is none.
func NewEncapsulationKey768(encapsulationKey []byte) (*EncapsulationKey768, error) {
	key, err := mlkem.NewEncapsulationKey(mlkem.MLKEM768, encapsulationKey)
	if err != nil {
		return nil, err
	}
	return &EncapsulationKey768{key}, nil
}

// Bytes returns the key as it is sent.
func (ek *EncapsulationKey768) Bytes() []byte { return ek.key.Bytes() }

// Encapsulate returns a new shared key, and the ciphertext that tells it to the secret key's owner.
func (ek *EncapsulationKey768) Encapsulate() (sharedKey, ciphertext []byte) {
	var random [mlkem.RandomSize]byte
	rand.Read(random[:])
	return ek.key.Encapsulate(random[:])
}
