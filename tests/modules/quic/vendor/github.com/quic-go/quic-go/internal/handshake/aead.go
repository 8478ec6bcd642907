package handshake

import (
	"crypto/cipher"
	_ "crypto/tls"
	_ "unsafe"
)

//go:linkname cryptoTLSAEAD_AESGCMTLS13 crypto/tls.aeadAESGCMTLS13
func cryptoTLSAEAD_AESGCMTLS13(key, nonceMask []byte) cipher.AEAD

func AEAD(key, mask []byte) cipher.AEAD { return cryptoTLSAEAD_AESGCMTLS13(key, mask) }
