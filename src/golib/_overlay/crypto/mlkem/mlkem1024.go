//go:build !go1.26

package mlkem

import (
	"crypto"
	"crypto/internal/mlkem"
	"crypto/rand"
)

// Sizes of ML-KEM-1024 in bytes.
const (
	CiphertextSize1024       = 1568
	EncapsulationKeySize1024 = 1568
)

// DecapsulationKey1024 is a secret key of ML-KEM-1024.
type DecapsulationKey1024 struct{ key *mlkem.DecapsulationKey }

// EncapsulationKey1024 is a public key of ML-KEM-1024.
type EncapsulationKey1024 struct{ key *mlkem.EncapsulationKey }

// GenerateKey1024 makes a key of a random seed.
func GenerateKey1024() (*DecapsulationKey1024, error) {
	var seed [SeedSize]byte
	rand.Read(seed[:])
	return NewDecapsulationKey1024(seed[:])
}

// NewDecapsulationKey1024 makes the key of a seed, of SeedSize bytes, which must be random.
func NewDecapsulationKey1024(seed []byte) (*DecapsulationKey1024, error) {
	key, err := mlkem.NewDecapsulationKey(mlkem.MLKEM1024, seed)
	if err != nil {
		return nil, err
	}
	return &DecapsulationKey1024{key}, nil
}

// Bytes returns the seed.
func (dk *DecapsulationKey1024) Bytes() []byte { return dk.key.Seed() }

// Decapsulate returns the shared key that ciphertext tells: another one than the sender's, without an error, when it is not as
// the sender made it.
func (dk *DecapsulationKey1024) Decapsulate(ciphertext []byte) (sharedKey []byte, err error) {
	return dk.key.Decapsulate(ciphertext)
}

// EncapsulationKey returns the public key.
func (dk *DecapsulationKey1024) EncapsulationKey() *EncapsulationKey1024 {
	return &EncapsulationKey1024{&dk.key.EncapsulationKey}
}

// Encapsulator is EncapsulationKey for those who know only the interface.
func (dk *DecapsulationKey1024) Encapsulator() crypto.Encapsulator { return dk.EncapsulationKey() }

// NewEncapsulationKey1024 reads a public key, and says when it is none.
func NewEncapsulationKey1024(encapsulationKey []byte) (*EncapsulationKey1024, error) {
	key, err := mlkem.NewEncapsulationKey(mlkem.MLKEM1024, encapsulationKey)
	if err != nil {
		return nil, err
	}
	return &EncapsulationKey1024{key}, nil
}

// Bytes returns the key as it is sent.
func (ek *EncapsulationKey1024) Bytes() []byte { return ek.key.Bytes() }

// Encapsulate returns a new shared key, and the ciphertext that tells it to the secret key's owner.
func (ek *EncapsulationKey1024) Encapsulate() (sharedKey, ciphertext []byte) {
	var random [mlkem.RandomSize]byte
	rand.Read(random[:])
	return ek.key.Encapsulate(random[:])
}
