//go:build !go1.26

package tls

import (
	"crypto/x509"
	"strings"
)

// An AlertError is an alert of the protocol. Connections over TCP send theirs, and no error of theirs is one.
type AlertError uint8

func (e AlertError) Error() string { return alert(e).String() }

// CertificateVerificationError says that the other side's certificates lead to no root, and why not.
type CertificateVerificationError struct {
	UnverifiedCertificates []*x509.Certificate
	Err                    error
}

func (e *CertificateVerificationError) Error() string {
	return "tls: failed to verify certificate: " + e.Err.Error()
}

func (e *CertificateVerificationError) Unwrap() error { return e.Err }

// parsed returns certificates that have been parsed before.
func parsed(list [][]byte) []*x509.Certificate {
	certs := make([]*x509.Certificate, len(list))
	for i, der := range list {
		certs[i], _ = x509.ParseCertificate(der)
	}
	return certs
}

// verifyServerCertificate: peerCertificates are set behind the verification, and errors before it say whose they are.
func (c *Conn) verifyServerCertificate(certificates [][]byte) error {
	err := c.outside(func() error { return c.tree_verifyServerCertificate(certificates) })
	if err == nil || c.peerCertificates != nil || strings.HasPrefix(err.Error(), "tls: ") {
		return err
	}
	return &CertificateVerificationError{parsed(certificates), err}
}

// processCertsFromClient makes the error that the tree tells as a text again, to have what it was.
func (c *Conn) processCertsFromClient(certificate Certificate) error {
	if c.vers == VersionTLS13 && len(certificate.Certificate) == 0 && requiresClientCert(c.config.ClientAuth) {
		return c.refuse(alertCertificateRequired, "client didn't provide a certificate")
	}
	err := c.tree_processCertsFromClient(certificate)
	if err == nil || !strings.HasPrefix(err.Error(), "tls: failed to verify client certificate: ") {
		return err
	}
	certs := parsed(certificate.Certificate)
	opts := x509.VerifyOptions{Roots: c.config.ClientCAs, CurrentTime: c.config.time(), Intermediates: x509.NewCertPool(),
		KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}
	for _, cert := range certs[1:] {
		opts.Intermediates.AddCert(cert)
	}
	if _, why := certs[0].Verify(opts); why != nil {
		return &CertificateVerificationError{certs, why}
	}
	return err
}
