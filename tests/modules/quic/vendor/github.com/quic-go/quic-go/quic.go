// Package quic stands for the one of its name, which has crypto/tls make a cipher.
package quic

import (
	"crypto/cipher"

	"github.com/quic-go/quic-go/internal/handshake"
)

func AEAD(key, mask []byte) cipher.AEAD { return handshake.AEAD(key, mask) }
