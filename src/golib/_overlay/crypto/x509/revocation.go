//go:build !go1.26

package x509

import (
	"crypto"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"io"
	"math/big"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cryptobyte_asn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// A RevocationListEntry says that a certificate was revoked, and why (RFC 5280, 5.3.1; 0: it does not say).
type RevocationListEntry struct {
	Raw             []byte
	SerialNumber    *big.Int
	RevocationTime  time.Time
	ReasonCode      int
	Extensions      []pkix.Extension // as parsed, the reason among them
	ExtraExtensions []pkix.Extension // to be written, besides the reason
}

// RevocationList gains the entries with their reasons.
type RevocationList struct {
	tree_RevocationList
	RevokedCertificateEntries []RevocationListEntry
}

var oidExtensionReasonCode = asn1.ObjectIdentifier{2, 5, 29, 21}

// revoked is the entry in the form in which package pkix writes it.
func (e RevocationListEntry) revoked() (pkix.RevokedCertificate, error) {
	c := pkix.RevokedCertificate{SerialNumber: e.SerialNumber, RevocationTime: e.RevocationTime}
	if e.SerialNumber == nil {
		return c, errors.New("x509: template contains entry with nil SerialNumber field")
	}
	if e.RevocationTime.IsZero() {
		return c, errors.New("x509: template contains entry with zero RevocationTime field")
	}
	if oidInExtensions(oidExtensionReasonCode, e.ExtraExtensions) {
		return c, errors.New("x509: template contains entry with ReasonCode ExtraExtension; use ReasonCode field instead")
	}
	c.Extensions = append(c.Extensions, e.ExtraExtensions...)
	if e.ReasonCode == 0 {
		return c, nil
	}
	value, err := asn1.Marshal(asn1.Enumerated(e.ReasonCode))
	c.Extensions = append(c.Extensions, pkix.Extension{Id: oidExtensionReasonCode, Value: value})
	return c, err
}

// CreateRevocationList writes RevokedCertificateEntries, or, where there are none, RevokedCertificates.
func CreateRevocationList(rand io.Reader, template *RevocationList, issuer *Certificate, priv crypto.Signer) ([]byte, error) {
	if template == nil || len(template.RevokedCertificateEntries) == 0 {
		return tree_CreateRevocationList(rand, template, issuer, priv)
	}
	own := *template
	own.RevokedCertificates = nil
	for _, e := range template.RevokedCertificateEntries {
		c, err := e.revoked()
		if err != nil {
			return nil, err
		}
		own.RevokedCertificates = append(own.RevokedCertificates, c)
	}
	return tree_CreateRevocationList(rand, &own, issuer, priv)
}

// ParseRevocationList tells the entries in both forms.
func ParseRevocationList(der []byte) (*RevocationList, error) {
	list, err := tree_ParseRevocationList(der)
	if err != nil {
		return nil, err
	}
	raw := rawEntries(list.RawTBSRevocationList)
	for i, c := range list.RevokedCertificates {
		e := RevocationListEntry{Raw: raw[i], SerialNumber: c.SerialNumber, RevocationTime: c.RevocationTime, Extensions: c.Extensions}
		for _, x := range c.Extensions {
			value := cryptobyte.String(x.Value)
			if x.Id.Equal(oidExtensionReasonCode) && !value.ReadASN1Enum(&e.ReasonCode) {
				return nil, errors.New("x509: malformed reasonCode extension")
			}
		}
		list.RevokedCertificateEntries = append(list.RevokedCertificateEntries, e)
	}
	return list, nil
}

// rawEntries finds the encodings of a list's entries, in a list that has been parsed.
func rawEntries(tbs cryptobyte.String) [][]byte {
	var entries [][]byte
	tbs.ReadASN1(&tbs, cryptobyte_asn1.SEQUENCE)
	tbs.SkipASN1(cryptobyte_asn1.INTEGER)  // version
	tbs.SkipASN1(cryptobyte_asn1.SEQUENCE) // algorithm
	tbs.SkipASN1(cryptobyte_asn1.SEQUENCE) // issuer
	for tbs.PeekASN1Tag(cryptobyte_asn1.UTCTime) || tbs.PeekASN1Tag(cryptobyte_asn1.GeneralizedTime) {
		var when cryptobyte.String
		var tag cryptobyte_asn1.Tag
		tbs.ReadAnyASN1(&when, &tag)
	}
	tbs.ReadASN1(&tbs, cryptobyte_asn1.SEQUENCE)
	for !tbs.Empty() {
		var e cryptobyte.String
		if !tbs.ReadASN1Element(&e, cryptobyte_asn1.SEQUENCE) {
			break
		}
		entries = append(entries, e)
	}
	return entries
}
