package handshake

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
)

// maskedGCM is AES-GCM whose nonces are numbers, masked by what the keys were derived with (RFC 8446, 5.3).
type maskedGCM struct {
	cipher.AEAD
	mask [12]byte
}

func (g *maskedGCM) NonceSize() int { return 8 }

func (g *maskedGCM) nonce(number []byte) []byte {
	nonce := g.mask
	low := nonce[4:]
	binary.BigEndian.PutUint64(low, binary.BigEndian.Uint64(low)^binary.BigEndian.Uint64(number))
	return nonce[:]
}

func (g *maskedGCM) Seal(out, number, plaintext, additionalData []byte) []byte {
	return g.AEAD.Seal(out, g.nonce(number), plaintext, additionalData)
}

func (g *maskedGCM) Open(out, number, ciphertext, additionalData []byte) ([]byte, error) {
	return g.AEAD.Open(out, g.nonce(number), ciphertext, additionalData)
}

// cryptoTLSAEAD_AESGCMTLS13 is crypto/tls's, asked for only where FIPS 140 is enforced.
func cryptoTLSAEAD_AESGCMTLS13(key, nonceMask []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		panic(err)
	}
	return &maskedGCM{gcm, [12]byte(nonceMask)}
}
