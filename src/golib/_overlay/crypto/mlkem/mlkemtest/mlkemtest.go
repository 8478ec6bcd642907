//go:build !go1.26

// Package mlkemtest encapsulates with given randomness, for tests with known answers.
package mlkemtest

import (
	engine "crypto/internal/mlkem"
	"crypto/mlkem"
	"errors"
)

// Encapsulate768 is what ek.Encapsulate returns when chance gives random, 32 bytes.
func Encapsulate768(ek *mlkem.EncapsulationKey768, random []byte) (sharedKey, ciphertext []byte, err error) {
	if len(random) != engine.RandomSize {
		return nil, nil, errors.New("mlkemtest: Encapsulate768: random must be 32 bytes")
	}
	return encapsulate(engine.MLKEM768, ek.Bytes(), random)
}

// Encapsulate1024 is what ek.Encapsulate returns when chance gives random, 32 bytes.
func Encapsulate1024(ek *mlkem.EncapsulationKey1024, random []byte) (sharedKey, ciphertext []byte, err error) {
	if len(random) != engine.RandomSize {
		return nil, nil, errors.New("mlkemtest: Encapsulate1024: random must be 32 bytes")
	}
	return encapsulate(engine.MLKEM1024, ek.Bytes(), random)
}

func encapsulate(p engine.Parameters, key, random []byte) (sharedKey, ciphertext []byte, err error) {
	ek, err := engine.NewEncapsulationKey(p, key)
	if err != nil {
		return nil, nil, err
	}
	sharedKey, ciphertext = ek.Encapsulate(random)
	return sharedKey, ciphertext, nil
}
