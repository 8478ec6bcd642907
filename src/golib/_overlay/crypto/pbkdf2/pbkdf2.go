//go:build !go1.26

// Package pbkdf2 implements the key derivation function PBKDF2 of RFC 8018.
package pbkdf2

import (
	"crypto/hmac"
	"errors"
	"hash"
)

// Key derives a key of keyLength bytes from the password, salt and iteration count (RFC 8018, 5.2).
func Key[Hash hash.Hash](h func() Hash, password string, salt []byte, iter, keyLength int) ([]byte, error) {
	if keyLength <= 0 {
		return nil, errors.New("pkbdf2: keyLength must be larger than 0")
	}
	mac := hmac.New(func() hash.Hash { return h() }, []byte(password))
	var key []byte
	for i := uint32(1); len(key) < keyLength; i++ {
		mac.Reset()
		mac.Write(salt)
		mac.Write([]byte{byte(i >> 24), byte(i >> 16), byte(i >> 8), byte(i)})
		u := mac.Sum(nil)
		sum := append([]byte(nil), u...)
		for n := 1; n < iter; n++ {
			mac.Reset()
			mac.Write(u)
			u = mac.Sum(u[:0])
			for k := range sum {
				sum[k] ^= u[k]
			}
		}
		key = append(key, sum...)
	}
	return key[:keyLength:keyLength], nil
}
