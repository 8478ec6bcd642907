//go:build !go1.26

package x509

import (
	"crypto"
	"errors"
	"io"
	"math/big"
)

// CreateCertificate gives a certificate without a serial number one of 20 random bytes (RFC 5280, 4.1.2.2).
func CreateCertificate(rand io.Reader, template, parent *Certificate, pub, priv any) ([]byte, error) {
	if _, ok := priv.(crypto.Signer); ok && template.SerialNumber == nil {
		number := make([]byte, 20)
		if _, err := io.ReadFull(rand, number); err != nil {
			return nil, err
		}
		number[0] &= 0x7f // the top bit would make it negative, or 21 bytes
		own := *template
		own.SerialNumber = new(big.Int).SetBytes(number)
		if parent == template {
			parent = &own
		}
		template = &own
	}
	if template.BasicConstraintsValid && template.MaxPathLen < -1 {
		return nil, errors.New("x509: invalid MaxPathLen, must be greater or equal to -1")
	}
	return tree_CreateCertificate(rand, template, parent, pub, priv)
}
